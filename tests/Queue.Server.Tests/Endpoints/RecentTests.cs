using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Endpoints;

/// <summary>The parties that have ended, for a host who wants one back.</summary>
public sealed class RecentTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task Who_ended_last_comes_first_with_how_and_when()
    {
        var queue = await shared.CreateAsync();
        var (ann, bo) = (await queue.JoinAsync("Ann"), await queue.JoinAsync("Bo", 4));
        await queue.JoinAsync("Cy");
        await queue.PartyAsync("kick", bo);
        await queue.PartyAsync("call", ann);
        await queue.PartyAsync("seat", ann);

        var answer = await RecentAsync(queue);
        Expect.Ok(
            $$"""
            {"recent":[
              {"id":"{{ann}}","name":"Ann","size":2,"status":"served","nearby":false,"joinedAt":{{shared.Now}},"ticket":1,"source":"guest",
               "quotedLowMs":0,"quotedHighMs":600000,"calls":1,"endedAt":{{shared.Now}},"push":"none","rev":7},
              {"id":"{{bo}}","name":"Bo","size":4,"status":"kicked","nearby":false,"joinedAt":{{shared.Now}},"ticket":2,"source":"guest",
               "quotedLowMs":300000,"quotedHighMs":600000,"calls":0,"endedAt":{{shared.Now}},"push":"none","rev":5}],
             "closed":false,"nextPollMs":10000}
            """,
            answer);
        Assert.Equal("private, no-cache", answer.Header("Cache-Control"));
    }

    [Fact]
    public async Task Who_is_restored_is_not_among_them_any_more_and_the_version_fits_the_row()
    {
        var queue = await shared.CreateAsync();
        var ann = await queue.JoinAsync("Ann");
        await queue.PartyAsync("kick", ann);
        var before = await RecentAsync(queue);
        var rev = (long?)before.Json["recent"]?[0]?["rev"];

        Assert.Equal(200, (int)(await queue.HostAsync("restore", $$"""{"partyId":"{{ann}}","rev":{{rev}}}""")).Status);
        var after = await RecentAsync(queue, ("If-None-Match", before.ETag!));
        Expect.Ok("""{"recent":[],"closed":false,"nextPollMs":10000}""", after);
    }

    [Fact]
    public async Task Nothing_new_is_a_304()
    {
        var queue = await shared.CreateAsync();
        await queue.PartyAsync("kick", await queue.JoinAsync("Ann"));
        var before = await RecentAsync(queue);
        await queue.JoinAsync("Bo");

        var after = await RecentAsync(queue, ("If-None-Match", before.ETag!));
        Assert.Equal((304, ""), ((int)after.Status, after.Text));
    }

    private Task<Answer> RecentAsync(WaitlistClient queue, params (string Name, string Value)[] headers) =>
        shared.Http.GetAsync($"{queue.Path}/recent", [("x-host-auth", queue.HostToken), .. headers]);
}
