using System.Net;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Rooms;

public sealed class CodeCollisionTests
{
    [Fact]
    public async Task L5_a_code_that_an_old_queue_has_is_drawn_again()
    {
        var folder = TestServer.NewFolder();
        await using (var before = await TestServer.StartAsync(null, folder, [], new OneCode("BCDFGH").Install))
        {
            Assert.Equal("BCDFGH", (await WaitlistClient.CreateAsync(before.Http)).Code);
        }

        var codes = new OneCode("BCDFGH", "BCDFGH", "JKLMNP");
        await using var server = await TestServer.StartAsync(null, folder, [], codes.Install);
        var queue = await WaitlistClient.CreateAsync(server.Http);
        Assert.Equal(("JKLMNP", 3), (queue.Code, codes.Drawn));
        await queue.JoinAsync("Ann");
        Assert.Equal(0, (int)(await server.Http.GetAsync("/api/queue/BCDFGH", [])).Json["partiesWaiting"]!);
    }

    [Fact]
    public async Task L5_a_code_that_a_closed_queue_had_is_not_given_again()
    {
        await using var server = await TestServer.StartAsync(null, null, [], new OneCode("BCDFGH", "BCDFGH", "JKLMNP").Install);
        var first = await WaitlistClient.CreateAsync(server.Http);
        await first.HostAsync("close");

        Assert.Equal("JKLMNP", (await WaitlistClient.CreateAsync(server.Http)).Code);
        Assert.Equal("closed", await first.LineAsync());
    }

    [Fact]
    public async Task L5_when_no_code_is_free_the_answer_is_503_and_the_queue_that_has_it_is_untouched()
    {
        var codes = new OneCode("BCDFGH");
        await using var server = await TestServer.StartAsync(null, null, [], codes.Install);
        var queue = await WaitlistClient.CreateAsync(server.Http);
        await queue.JoinAsync("Ann");

        var refused = await server.Http.PostAsync("/api/queue/create", """{"eventName":"Other","maxGuests":5}""");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "2"), (refused.Status, refused.Header("Retry-After")));
        Assert.Equal(17, codes.Drawn);
        Assert.Equal("Ann waiting", await queue.LineAsync());
    }

    [Fact]
    public async Task L5_of_many_that_draw_one_code_at_once_exactly_one_has_it()
    {
        await using var server = await TestServer.StartAsync(null, null, [], new OneCode("BCDFGH").Install);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ =>
            server.Http.PostAsync("/api/queue/create", """{"eventName":"Trattoria","maxGuests":5}""")));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.Equal(9, answers.Count(answer => answer.Status == HttpStatusCode.ServiceUnavailable));
    }
}
