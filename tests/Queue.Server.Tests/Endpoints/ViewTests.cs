using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Endpoints;

/// <summary>Every view of one queue, body and headers: Ann called, Bo and the nameless Five waiting.</summary>
public sealed class ViewTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Personal = "private, no-cache";
    private const string Public = "public, max-age=1, stale-while-revalidate=5";

    [Fact]
    public async Task The_host_sees_everything()
    {
        var (queue, ann, bo, five) = await FillAsync();

        var answer = await queue.HostSnapshotAsync();
        Expect.Ok(
            $$"""
            {"type":"queue_update","queue":[
              {"id":"{{bo}}","name":"Bo","size":1,"status":"waiting","nearby":true,"joinedAt":{{shared.Now}},"ticket":2,"source":"guest",
               "quotedLowMs":300000,"quotedHighMs":900000,"calls":0,"push":"none","rev":6},
              {"id":"{{five}}","size":5,"status":"waiting","nearby":false,"joinedAt":{{shared.Now}},"ticket":3,"source":"guest",
               "quotedLowMs":600000,"quotedHighMs":1200000,"calls":0,"push":"none","rev":4}],
             "nowServing":{"id":"{{ann}}","name":"Ann","size":2,"status":"called","nearby":false,"joinedAt":{{shared.Now}},"ticket":1,
               "source":"guest","quotedLowMs":0,"quotedHighMs":600000,"calls":1,"calledAt":{{shared.Now}},
               "callDeadline":{{shared.Now + 120_000}},"push":"none","rev":5},
             "maxGuests":100,"callDeadline":{{shared.Now + 120_000}},"closed":false,"eventName":"Trattoria","nextPollMs":10000}
            """,
            answer);
        Assert.Equal(Personal, answer.Header("Cache-Control"));
    }

    [Fact]
    public async Task A_waiting_guest_sees_its_place()
    {
        var (queue, _, bo, five) = await FillAsync();

        var answer = await queue.GuestSnapshotAsync(five);
        Expect.Ok(
            """
            {"type":"position","position":3,"aheadCount":2,"queueLength":3,"estimatedWaitMs":900000,"eventName":"Trattoria","ticket":3,
             "size":5,"maySnooze":true,"estimatedLowMs":600000,"estimatedHighMs":1200000,"nextPollMs":5000}
            """,
            answer);
        Assert.Equal(Personal, answer.Header("Cache-Control"));
        Assert.Equal(2000, (int?)(await queue.GuestSnapshotAsync(bo)).Json["nextPollMs"]);
    }

    [Fact]
    public async Task A_guest_further_back_polls_less_often()
    {
        var queue = await shared.CreateAsync();
        var last = "";
        for (var i = 0; i < 6; i++)
        {
            last = await queue.JoinAsync();
        }

        Assert.Equal(15000, (int?)(await queue.GuestSnapshotAsync(last)).Json["nextPollMs"]);
    }

    [Fact]
    public async Task A_called_guest_sees_until_when_it_may_come()
    {
        var (queue, ann, _, _) = await FillAsync();

        Expect.Ok(
            $$"""
            {"type":"called","deadline":{{shared.Now + 120_000}},"calledAt":{{shared.Now}},"eventName":"Trattoria","ticket":1,"size":2,"maySnooze":true,"nextPollMs":2000}
            """,
            await queue.GuestSnapshotAsync(ann));
    }

    [Fact]
    public async Task Without_a_credential_everybody_sees_tickets_and_sizes()
    {
        var (queue, _, _, _) = await FillAsync();

        var answer = await shared.Http.ReadAsync($"{queue.Path}/snapshot");
        Expect.Ok(
            $$"""
            {"type":"queue_update","queue":[{"ticket":2,"size":1,"status":"waiting"},{"ticket":3,"size":5,"status":"waiting"}],
             "nowServing":{"ticket":1,"size":2,"status":"called","calledAt":{{shared.Now}}},
             "maxGuests":100,"callDeadline":{{shared.Now + 120_000}},"closed":false,"eventName":"Trattoria","nextPollMs":5000}
            """,
            answer);
        Assert.Equal(Public, answer.Header("Cache-Control"));
    }

    [Fact]
    public async Task Somebody_at_the_door_sees_how_long_it_takes()
    {
        var (queue, _, _, _) = await FillAsync();

        var answer = await shared.Http.ReadAsync(queue.Path);
        Expect.Ok(
            $$"""
            {"code":"{{queue.Code}}","eventName":"Trattoria","state":"open","partiesWaiting":2,"guestsWaiting":6,
             "estimates":[{"minSize":1,"maxSize":2,"lowMs":300000,"highMs":600000},{"minSize":3,"maxSize":4,"lowMs":300000,"highMs":600000},
                          {"minSize":5,"maxSize":20,"lowMs":1200000,"highMs":1800000}],
             "location":null,"contactInfo":null,"openTime":null,"closeTime":null,"nextPollMs":15000}
            """,
            answer);
        Assert.Equal(Public, answer.Header("Cache-Control"));
    }

    [Fact]
    public async Task The_status_shows_where_it_is_and_when_it_opens()
    {
        var queue = await shared.CreateAsync(
            "\"location\":\"Via Roma\",\"contactInfo\":\"+39\",\"openTime\":\"19:00\",\"closeTime\":\"23:00\",\"maxPartySize\":2");

        Expect.Ok(
            $$"""
            {"code":"{{queue.Code}}","eventName":"Trattoria","state":"closed","opensAt":{{shared.Now + 3_600_000}},"partiesWaiting":0,
             "guestsWaiting":0,"estimates":[{"minSize":1,"maxSize":2,"lowMs":0,"highMs":600000}],"location":"Via Roma","contactInfo":"+39",
             "openTime":"19:00","closeTime":"23:00","nextPollMs":15000}
            """,
            await shared.Http.ReadAsync(queue.Path));
    }

    [Fact]
    public async Task The_status_says_full_and_closed()
    {
        var queue = await shared.CreateAsync("\"maxGuests\":2");
        await queue.JoinAsync(size: 2);
        Assert.Equal("full", (string?)(await shared.Http.ReadAsync(queue.Path)).Json["state"]);

        await queue.HostAsync("close");
        Assert.Equal("closed", (string?)(await shared.Http.ReadAsync(queue.Path)).Json["state"]);
    }

    [Fact]
    public async Task The_lobby_screen_shows_tickets()
    {
        var (queue, _, _, _) = await FillAsync();

        var answer = await shared.Http.ReadAsync($"{queue.Path}/display");
        Expect.Ok(
            $$"""
            {"nowCalled":[{"ticket":1,"calledAt":{{shared.Now}}}],"next":[{"ticket":2},{"ticket":3}],
             "estimates":[{"minSize":1,"maxSize":2,"lowMs":300000,"highMs":600000},{"minSize":3,"maxSize":4,"lowMs":300000,"highMs":600000},
                          {"minSize":5,"maxSize":20,"lowMs":1200000,"highMs":1800000}],
             "closed":false,"eventName":"Trattoria","nextPollMs":5000}
            """,
            answer);
        Assert.Equal(Public, answer.Header("Cache-Control"));
    }

    [Theory]
    [InlineData("number", true, null)]
    [InlineData("initial", false, null)]
    [InlineData("initial", true, "Å.")]
    public async Task Initials_are_shown_when_the_queue_says_so_and_the_screen_has_a_token(string option, bool token, string? shown)
    {
        var queue = await shared.CreateAsync($"\"displayNames\":\"{option}\"");
        await queue.JoinAsync("åsa");

        var answer = await shared.Http.ReadAsync($"{queue.Path}/display", token ? [("x-host-auth", queue.HostToken)] : []);
        Assert.Equal(shown, (string?)answer.Json["next"]?[0]?["name"]);
        Assert.Equal(token ? Personal : Public, answer.Header("Cache-Control"));
    }

    [Fact]
    public async Task A_screen_may_list_nobody()
    {
        var queue = await shared.CreateAsync("\"displayNames\":\"none\"");
        await queue.JoinAsync("Ann");
        await queue.JoinAsync("Bo");
        await queue.HostAsync("advance");

        var answer = await shared.Http.ReadAsync($"{queue.Path}/display", ("x-host-auth", queue.HostToken));
        Assert.Equal(("[]", "[]"), (answer.Json["nowCalled"]?.ToJsonString(), answer.Json["next"]?.ToJsonString()));
    }

    [Fact]
    public async Task A_code_may_be_given_in_any_case()
    {
        var queue = await shared.CreateAsync();

        var answer = await shared.Http.ReadAsync($"/api/queue/{queue.Code.ToLowerInvariant()}/snapshot", ("x-host-auth", queue.HostToken));
        Assert.Equal((await queue.HostSnapshotAsync()).Text, answer.Text);
    }

    private async Task<(WaitlistClient Queue, string Ann, string Bo, string Five)> FillAsync()
    {
        var queue = await shared.CreateAsync();
        var ann = await queue.JoinAsync("Ann");
        var bo = await queue.JoinAsync("Bo", 1);
        var five = await queue.JoinAsync(size: 5);
        await queue.HostAsync("advance");
        await queue.PartyAsync("declare-nearby", bo);
        return (queue, ann, bo, five);
    }
}
