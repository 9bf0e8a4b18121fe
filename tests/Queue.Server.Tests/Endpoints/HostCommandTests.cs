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
             "source":"guest","quotedLowMs":600000,"quotedHighMs":1200000,"calls":1,"calledAt":{{shared.Now}},
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
             "ticket":1,"source":"guest","quotedLowMs":0,"quotedHighMs":600000,"calls":1,"push":"none","rev":4} }
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
    [InlineData("restore")]
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
    public async Task A_called_party_is_called_again_by_who_saw_the_call_and_by_nobody_else()
    {
        var queue = await shared.CreateAsync();
        var (ann, bo) = (await queue.JoinAsync("Ann"), await queue.JoinAsync("Bo"));
        var rev = (long?)(await queue.PartyAsync("call", ann)).Json["party"]?["rev"];
        await queue.PartyAsync("call", bo);

        var body = $$"""{"partyId":"{{ann}}","rev":{{rev}}}""";
        var again = (await queue.HostAsync("call", body)).Json["party"];
        Assert.Equal(("called", 2), ((string?)again?["status"], (int?)again?["calls"]));
        Assert.Equal(ann, (string?)(await queue.HostSnapshotAsync()).Json["nowServing"]?["id"]);
        Expect.Problem(409, "party_changed", "The party was already called by the host", await queue.HostAsync("call", body));
        Expect.Problem(409, "party_changed", "The party was already called by the host", await queue.PartyAsync("call", ann));
    }

    [Theory]
    [InlineData("seat")]
    [InlineData("no-show")]
    [InlineData("kick")]
    [InlineData("leave")]
    public async Task A_restored_party_waits_at_its_old_place_in_every_view(string end)
    {
        var queue = await shared.CreateAsync("\"displayNames\":\"number\"");
        var (ann, bo) = (await queue.JoinAsync("Ann"), await queue.JoinAsync("Bo"));
        await queue.PartyAsync("call", ann);
        await queue.PartyAsync(end, ann);

        Expect.Ok(
            $$"""
            {"ok":true,"party":{"id":"{{ann}}","name":"Ann","size":2,"status":"waiting","nearby":false,"joinedAt":{{shared.Now}},
             "ticket":1,"source":"guest","quotedLowMs":0,"quotedHighMs":600000,"calls":1,"push":"none","rev":6} }
            """,
            await queue.PartyAsync("restore", ann));
        Assert.Equal(1, (int?)(await queue.GuestSnapshotAsync(ann)).Json["position"]);
        Assert.Equal(2, (int?)(await queue.GuestSnapshotAsync(bo)).Json["position"]);
        Assert.Equal([ann, bo], (await queue.HostSnapshotAsync()).Json["queue"]!.AsArray().Select(row => (string)row!["id"]!));
        Assert.Equal([1, 2], (await shared.Http.ReadAsync($"{queue.Path}/snapshot")).Json["queue"]!.AsArray().Select(row => (int)row!["ticket"]!));
        Assert.Equal([1, 2], (await shared.Http.ReadAsync($"{queue.Path}/display")).Json["next"]!.AsArray().Select(row => (int)row!["ticket"]!));

        var answer = await queue.PartyAsync("restore", ann);
        Expect.Problem(409, "party_changed", "The party was already put back on the list by the host", answer);
        Assert.Equal("restored", (string?)answer.Json["action"]);
    }

    [Fact]
    public async Task A_call_is_taken_back_and_a_second_tap_takes_back_no_more()
    {
        var queue = await shared.CreateAsync();
        var ann = await queue.JoinAsync("Ann");
        await queue.PartyAsync("call", ann);

        Assert.Equal("waiting", (string?)(await queue.PartyAsync("restore", ann)).Json["party"]?["status"]);
        Assert.Equal("position", (string?)(await queue.GuestSnapshotAsync(ann)).Json["type"]);
        var answer = await queue.PartyAsync("restore", ann);
        Expect.Problem(409, "party_changed", "The party was already set back to waiting by the host", answer);
        Assert.Equal("call_taken_back", (string?)answer.Json["action"]);
    }

    [Fact]
    public async Task Nobody_is_restored_into_a_full_queue()
    {
        var queue = await shared.CreateAsync("\"maxGuests\":2");
        var ann = await queue.JoinAsync("Ann");
        await queue.PartyAsync("kick", ann);
        await queue.JoinAsync("Bo");

        Expect.Problem(409, "queue_full", "Queue is full", await queue.PartyAsync("restore", ann));
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
    [InlineData("restore", "{\"partyId\":\"ID\"}")]
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
