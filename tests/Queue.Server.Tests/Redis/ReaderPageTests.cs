using System.Net;
using Queue.Server.Tests.Fixtures;
using Queue.Server.Tests.Web;

namespace Queue.Server.Tests.Redis;

/// <summary>Pages at a reader: what only shows a queue works, what changes one says where to go.</summary>
public sealed class ReaderPageTests(SharedPair shared) : IClassFixture<SharedPair>
{
    private readonly RedisPair pair = shared.Pair;

    [Fact]
    public async Task Who_has_just_joined_at_the_writer_sees_the_ticket_at_the_reader()
    {
        for (var i = 0; i < 10; i++)
        {
            var queue = await WaitlistClient.CreateAsync(pair.Writer.Http);
            var path = $"/q/{queue.Code}";
            await pair.Reader.Http.ReadAsync(queue.Path);
            var atWriter = new Browser(pair.Writer.Http);
            await atWriter.JoinAsync(path, "Ann");

            var page = await new Browser(pair.Reader.Http).OpenAsync(path, ("Cookie", atWriter.Cookie!));
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Contains("data-party=", page.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_form_that_joins_is_refused_with_a_page_that_says_what_to_do()
    {
        var queue = await WaitlistClient.CreateAsync(pair.Writer.Http);
        var browser = new Browser(pair.Reader.Http);

        var sent = await browser.JoinAsync($"/q/{queue.Code}", "Ann");
        Assert.Equal(421, (int)sent.Status);
        Assert.Contains("Please scan the code on the poster again, or ask the staff", sent.Text, StringComparison.Ordinal);
        Assert.Empty((await queue.HostSnapshotAsync()).Json["queue"]!.AsArray());
    }

    [Fact]
    public async Task The_script_of_the_form_gets_the_refusal_as_an_error()
    {
        var queue = await WaitlistClient.CreateAsync(pair.Writer.Http);

        var sent = await pair.Reader.Http.SendAsync(HttpMethod.Post, $"/q/{queue.Code}", "name=Ann&size=2");
        Expect.Problem(421, "not_the_writer", "This server only reads; send this to the server that writes", sent);
    }

    [Theory]
    [InlineData("/", 200)]
    [InlineData("/new", 421)]
    [InlineData("/host", 421)]
    [InlineData("/host/BCDFGH", 421)]
    [InlineData("/display/BCDFGH", 404)]
    [InlineData("/poster/BCDFGH", 404)]
    [InlineData("/admin", 421)]
    [InlineData("/venues", 421)]
    [InlineData("/jobs/job-1", 421)]
    [InlineData("/rooms/room-1", 421)]
    [InlineData("/privacy", 200)]
    [InlineData("/q/BCDFGH", 404)]
    [InlineData("/nothing-here", 404)]
    public async Task Every_page_answers(string path, int status)
    {
        var page = await new Browser(pair.Reader.Http).OpenAsync(path);
        Assert.Equal(status, (int)page.Status);
        Assert.Contains("<main", page.Text, StringComparison.Ordinal);
    }
}
