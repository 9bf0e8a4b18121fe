using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Endpoints;

public sealed class HostCommandTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task Call_answers_the_called_row()
    {
        var queue = await shared.CreateAsync();
        await queue.JoinAsync("Ann");
        var bo = await queue.JoinAsync("Bo", 5);

        Expect.Ok(
            $$"""
            {"ok":true,"party":{"id":"{{bo}}","name":"Bo","size":5,"status":"called","nearby":false,"joinedAt":{{shared.Now}},"ticket":2,
             "source":"guest","quotedLowMs":180000,"quotedHighMs":270000,"calls":1,"calledAt":{{shared.Now}},
             "callDeadline":{{shared.Now + 120_000}},"push":"none","rev":4} }
            """,
            await queue.PartyAsync("call", bo));
    }

    [Theory]
    [InlineData("seat", "served")]
    [InlineData("no-show", "no_show")]
    public async Task Seat_and_no_show_answer_the_ended_row(string action, string status)
    {
        var queue = await shared.CreateAsync();
        var ann = await queue.JoinAsync("Ann");
        await queue.PartyAsync("call", ann);

        Expect.Ok(
            $$"""
            {"ok":true,"party":{"id":"{{ann}}","name":"Ann","size":2,"status":"{{status}}","nearby":false,"joinedAt":{{shared.Now}},
             "ticket":1,"source":"guest","quotedLowMs":0,"quotedHighMs":0,"calls":1,"push":"none","rev":4} }
            """,
            await queue.PartyAsync(action, ann));
        Expect.Ok($$"""{"type":"removed","reason":"{{status}}","nextPollMs":15000}""", await queue.GuestSnapshotAsync(ann));
    }

    [Fact]
    public async Task A_party_may_be_seated_without_a_call()
    {
        var queue = await shared.CreateAsync();
        var ann = await queue.JoinAsync("Ann");

        Assert.Equal("served", (string?)(await queue.PartyAsync("seat", ann)).Json["party"]?["status"]);
    }

    [Fact]
    public async Task A_no_show_needs_a_call()
    {
        var queue = await shared.CreateAsync();
        var ann = await queue.JoinAsync("Ann");

        Expect.Problem(409, "party_not_called", "The party has not been called yet", await queue.PartyAsync("no-show", ann));
    }

    [Theory]
    [InlineData("call")]
    [InlineData("seat")]
    [InlineData("no-show")]
    public async Task A_command_with_an_outdated_rev_is_refused_with_what_happened(string action)
    {
        var queue = await shared.CreateAsync();
        var ann = await queue.JoinAsync("Ann");
        await queue.PartyAsync("declare-nearby", ann);
        var before = await queue.HostSnapshotAsync();

        var answer = await queue.HostAsync(action, $$"""{"partyId":"{{ann}}","rev":2}""");
        Expect.Problem(409, "party_changed", "The party was already marked as nearby by the guest", answer);
        Assert.Equal(
            ("guest", "declared_nearby", shared.Now),
            ((string?)answer.Json["by"], (string?)answer.Json["action"], (long?)answer.Json["at"]));
        Assert.Equal(before.ETag, (await queue.HostSnapshotAsync()).ETag);
    }

    [Fact]
    public async Task A_command_with_the_rev_that_the_row_showed_is_done()
    {
        var queue = await shared.CreateAsync();
        var ann = await queue.JoinAsync("Ann");
        var rev = (long?)(await queue.HostSnapshotAsync()).Json["queue"]?[0]?["rev"];

        var called = await queue.HostAsync("call", $$"""{"partyId":"{{ann}}","rev":{{rev}}}""");
        var seated = await queue.HostAsync("seat", $$"""{"partyId":"{{ann}}","rev":{{called.Json["party"]?["rev"]}}}""");
        Assert.Equal("served", (string?)seated.Json["party"]?["status"]);
    }

    [Theory]
    [InlineData("\"2\"")]
    [InlineData("2.5")]
    [InlineData("-1")]
    [InlineData("{}")]
    public async Task A_rev_that_is_no_version_is_named(string rev)
    {
        var queue = await shared.CreateAsync();
        var ann = await queue.JoinAsync("Ann");

        Expect.FieldProblem(
            "rev", "rev must be a whole number between 0 and 2147483647",
            await queue.HostAsync("call", $$"""{"partyId":"{{ann}}","rev":{{rev}}}"""));
    }

    [Theory]
    [InlineData("call", "called", "The party was already called by the host")]
    [InlineData("seat", "seated", "The party was already seated by the host")]
    public async Task The_same_command_twice_is_refused_with_what_happened(string action, string happened, string error)
    {
        var queue = await shared.CreateAsync();
        var ann = await queue.JoinAsync("Ann");
        await queue.PartyAsync(action, ann);

        var answer = await queue.PartyAsync(action, ann);
        Expect.Problem(409, "party_changed", error, answer);
        Assert.Equal(happened, (string?)answer.Json["action"]);
    }

    [Fact]
    public async Task Several_parties_may_be_called_and_the_last_one_is_being_served()
    {
        var queue = await shared.CreateAsync();
        var (ann, bo, cy) = (await queue.JoinAsync("Ann"), await queue.JoinAsync("Bo"), await queue.JoinAsync("Cy"));
        await queue.PartyAsync("call", bo);
        await queue.PartyAsync("call", ann);

        var host = await queue.HostSnapshotAsync();
        Assert.Equal(ann, (string?)host.Json["nowServing"]?["id"]);
        Assert.Equal(
            [(bo, "called"), (cy, "waiting")],
            host.Json["queue"]!.AsArray().Select(row => ((string)row!["id"]!, (string)row["status"]!)));
        Assert.Equal(3, (int?)(await queue.GuestSnapshotAsync(cy)).Json["position"]);
    }

    [Fact]
    public async Task A_kicked_party_knows_why()
    {
        var queue = await shared.CreateAsync();
        var ann = await queue.JoinAsync("Ann");

        Expect.Ok("""{"ok":true}""", await queue.PartyAsync("kick", ann));
        Expect.Ok("""{"type":"removed","reason":"kicked","nextPollMs":15000}""", await queue.GuestSnapshotAsync(ann));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("not json at all")]
    public async Task Close_ends_the_queue_and_its_body_does_not_matter(string body)
    {
        var queue = await shared.CreateAsync();
        var ann = await queue.JoinAsync("Ann");
        await queue.HostAsync("advance");

        Expect.Ok("""{"ok":true}""", await queue.HostAsync("close", body));
        Expect.Ok("""{"type":"closed","nextPollMs":15000}""", await queue.GuestSnapshotAsync(ann));
        Expect.Ok(
            """
            {"type":"queue_update","queue":[],"nowServing":null,"maxGuests":100,"callDeadline":null,"closed":true,
             "eventName":"Trattoria","nextPollMs":10000}
            """,
            await queue.HostSnapshotAsync());
    }

    [Fact]
    public async Task Close_may_be_repeated_and_changes_nothing_more()
    {
        var queue = await shared.CreateAsync();
        await queue.HostAsync("close");
        var before = await queue.HostSnapshotAsync();

        Expect.Ok("""{"ok":true}""", await queue.HostAsync("close"));
        Assert.Equal(before.Header("Queue-Version"), (await queue.HostSnapshotAsync()).Header("Queue-Version"));
    }

    [Theory]
    [InlineData("join", "{}")]
    [InlineData("declare-nearby", "{\"partyId\":\"ID\"}")]
    [InlineData("leave", "{\"partyId\":\"ID\"}")]
    [InlineData("advance", "")]
    [InlineData("call", "{\"partyId\":\"ID\"}")]
    [InlineData("seat", "{\"partyId\":\"ID\"}")]
    [InlineData("no-show", "{\"partyId\":\"ID\"}")]
    [InlineData("kick", "{\"partyId\":\"ID\"}")]
    public async Task After_the_close_nothing_can_be_changed(string action, string body)
    {
        var queue = await shared.CreateAsync();
        var ann = await queue.JoinAsync("Ann");
        await queue.HostAsync("close");

        Expect.Problem(
            409, "session_closed", "Session closed",
            await queue.HostAsync(action, body.Replace("ID", ann, StringComparison.Ordinal)));
    }
}
