using System.Text.Json.Nodes;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Endpoints;

/// <summary>What a host does to a party beside calling and seating it, and taking it back.</summary>
public sealed class HostCraftTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task An_added_party_is_in_the_list_with_what_the_host_knows_of_it()
    {
        var queue = await shared.CreateAsync();
        await queue.JoinAsync();
        var added = await queue.HostAsync(
            "add",
            """{"name":"Kim","size":4,"notes":"window, please","tags":["wheelchair","high_chair"],"quotedLowMs":600000,"quotedHighMs":900000}""");
        var id = (string?)added.Json["party"]?["id"];

        Expect.Ok(
            $$"""
            {"ok":true,"party":{"id":"{{id}}","name":"Kim","size":4,"status":"waiting","nearby":false,"joinedAt":{{shared.Now}},"ticket":2,
             "source":"host","quotedLowMs":600000,"quotedHighMs":900000,"calls":0,"push":"none","notes":"window, please",
             "tags":["high_chair","wheelchair"],"rev":3},"undo":{"version":3,"until":{{shared.Now + 60_000}} } }
            """,
            added);
        var row = (await queue.HostSnapshotAsync()).Json["queue"]?[1];
        Assert.Equal(("Kim", "window, please"), ((string?)row?["name"], (string?)row?["notes"]));
        Assert.DoesNotContain("window", (await shared.Http.ReadAsync($"{queue.Path}/snapshot")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{}""", "size", "size is required")]
    [InlineData("""{"size":0}""", "size", "size must be a positive integer")]
    [InlineData("""{"size":2,"notes":5}""", "notes", "notes must be a string")]
    [InlineData("""{"size":2,"tags":["loud"]}""", "tags", "tags must be a list of some of high_chair, wheelchair, outside, bar, allergy, incomplete")]
    [InlineData("""{"size":2,"quotedHighMs":5}""", "quotedHighMs", "quotedLowMs and quotedHighMs come together, the lower first")]
    [InlineData("""{"size":2,"quotedLowMs":6,"quotedHighMs":5}""", "quotedHighMs", "quotedLowMs and quotedHighMs come together, the lower first")]
    public async Task What_cannot_be_added_is_refused_by_its_field(string body, string field, string error) =>
        Expect.FieldProblem(field, error, await (await shared.CreateAsync()).HostAsync("add", body));

    [Fact]
    public async Task Notes_that_are_too_long_are_refused() => Expect.FieldProblem(
        "notes",
        "notes must be 120 characters or fewer",
        await (await shared.CreateAsync()).HostAsync("add", $$"""{"size":2,"notes":"{{new string('x', 121)}}"}"""));

    [Fact]
    public async Task A_held_party_keeps_its_place_and_is_not_called_by_itself()
    {
        var queue = await shared.CreateAsync();
        var ann = await queue.JoinAsync("Ann");
        var bo = await queue.JoinAsync("Bo");
        await queue.PartyAsync("hold", ann);

        Assert.Equal(true, (bool?)(await queue.GuestSnapshotAsync(ann)).Json["held"]);
        Assert.Equal(bo, (string?)(await queue.HostAsync("advance")).Json["nowServing"]?["id"]);
        Expect.Problem(409, "party_changed", "The party was already put on hold by the host", await queue.PartyAsync("hold", ann));
        Assert.Equal("waiting", (string?)(await queue.PartyAsync("unhold", ann)).Json["party"]?["status"]);
        Assert.Equal(ann, (string?)(await queue.HostAsync("advance")).Json["nowServing"]?["id"]);
    }

    [Fact]
    public async Task A_called_party_gets_more_time()
    {
        var queue = await shared.CreateAsync();
        var ann = await queue.JoinAsync("Ann");
        Expect.Problem(409, "party_not_called", "The party has not been called yet", await queue.PartyAsync("more-time", ann));
        await queue.PartyAsync("call", ann);
        var row = (await queue.HostAsync("more-time", $$"""{"partyId":"{{ann}}","minutes":10}""")).Json["party"];

        Assert.Equal(shared.Now + 120_000 + 600_000, (long?)row?["callDeadline"]);
        Assert.Equal(shared.Now + 720_000, (long?)(await queue.GuestSnapshotAsync(ann)).Json["deadline"]);
    }

    [Fact]
    public async Task A_party_is_moved_before_another_or_to_the_end()
    {
        var queue = await shared.CreateAsync();
        var (ann, bo, cy) = (await queue.JoinAsync("Ann"), await queue.JoinAsync("Bo"), await queue.JoinAsync("Cy"));
        await queue.HostAsync("move", $$"""{"partyId":"{{cy}}","beforePartyId":"{{ann}}"}""");
        await queue.PartyAsync("move", ann);

        Assert.Equal(["Cy", "Bo", "Ann"], await NamesAsync(queue));
        Assert.Equal(2, (int?)(await queue.GuestSnapshotAsync(bo)).Json["position"]);
        Expect.Problem(
            404, "party_not_found", "Party not found", await queue.HostAsync("move", $$"""{"partyId":"{{cy}}","beforePartyId":"nobody"}"""));
    }

    [Fact]
    public async Task A_host_edits_what_is_known_and_a_guest_only_its_own_name_and_size()
    {
        var queue = await shared.CreateAsync("\"preset\":\"restaurant\"");
        var ann = await queue.JoinAsync("Ann");
        await queue.HostAsync("edit", $$"""{"partyId":"{{ann}}","notes":"birthday"}""");
        Expect.Ok("""{"ok":true}""", await shared.Http.PostAsync($"{queue.Path}/edit", $$"""{"partyId":"{{ann}}","name":"Anna","size":5}"""));
        var row = (await queue.HostSnapshotAsync()).Json["queue"]?[0];

        Assert.Equal(("Anna", 5, 2, "birthday"), ((string?)row?["name"], (int?)row?["size"], (int?)row?["sizeBefore"], (string?)row?["notes"]));
        Expect.FieldProblem(
            "notes", "notes is not a field of this request", await shared.Http.PostAsync($"{queue.Path}/edit", $$"""{"partyId":"{{ann}}","notes":"x"}"""));
        var cleared = (await queue.HostAsync("edit", $$"""{"partyId":"{{ann}}","name":"","notes":""}""")).Json["party"];
        Assert.Equal((null, null), ((string?)cleared?["name"], (string?)cleared?["notes"]));
    }

    [Fact]
    public async Task An_undone_call_leaves_the_party_waiting_as_before()
    {
        var queue = await shared.CreateAsync();
        var ann = await queue.JoinAsync("Ann");
        var called = await queue.PartyAsync("call", ann);
        Expect.Ok("""{"ok":true}""", await UndoAsync(queue, called));

        Assert.Equal("position", (string?)(await queue.GuestSnapshotAsync(ann)).Json["type"]);
        Assert.Equal(0, (int?)(await queue.HostSnapshotAsync()).Json["queue"]?[0]?["calls"]);
        Expect.Problem(409, "undo_unavailable", "This can no longer be undone", await UndoAsync(queue, called));
    }

    [Fact]
    public async Task One_undo_takes_back_a_whole_advance()
    {
        var queue = await shared.CreateAsync();
        var (ann, bo) = (await queue.JoinAsync("Ann"), await queue.JoinAsync("Bo"));
        await queue.HostAsync("advance");
        var before = (await queue.GuestSnapshotAsync(ann)).Text;
        Expect.Ok("""{"ok":true}""", await UndoAsync(queue, await queue.HostAsync("advance")));

        Assert.Equal(before, (await queue.GuestSnapshotAsync(ann)).Text);
        Assert.Equal("position", (string?)(await queue.GuestSnapshotAsync(bo)).Json["type"]);
    }

    [Fact]
    public async Task What_another_host_changed_since_is_not_undone_and_says_who_did_what()
    {
        var queue = await shared.CreateAsync();
        var ann = await queue.JoinAsync("Ann");
        var called = await queue.PartyAsync("call", ann);
        var second = await PairAsync(queue, "Bar tablet");
        await second.PartyAsync("seat", ann);

        var refused = await UndoAsync(queue, called);
        Expect.Problem(409, "party_changed", "The party was already seated by Bar tablet", refused);
        Assert.Equal(("host", "seated", "Bar tablet"), ((string?)refused.Json["by"], (string?)refused.Json["action"], (string?)refused.Json["device"]));
    }

    [Fact]
    public async Task Only_the_device_that_did_it_can_undo_it()
    {
        var queue = await shared.CreateAsync();
        var called = await queue.PartyAsync("call", await queue.JoinAsync("Ann"));
        Expect.Problem(409, "undo_not_yours", "Only the device that did this can undo it", await UndoAsync(await PairAsync(queue, "Bar"), called));
        Expect.Ok("""{"ok":true}""", await UndoAsync(queue, called));
    }

    [Fact]
    public async Task Who_fits_a_table_is_the_first_in_line_that_fills_it()
    {
        var queue = await shared.CreateAsync();
        await queue.JoinAsync("Two");
        var four = await queue.JoinAsync("Four", 4);
        await queue.JoinAsync("Three", 3);

        var fits = (await queue.SuggestAsync(shared.Http, 5)).Json;
        Assert.Equal((four, 2, true), ((string?)fits["party"]?["id"], (int?)fits["fitting"], (bool?)fits["fills"]));
        Assert.Equal("Two", (string?)(await queue.SuggestAsync(shared.Http, 2)).Json["party"]?["name"]);
        await queue.PartyAsync("hold", four);
        Assert.Equal("Three", (string?)(await queue.SuggestAsync(shared.Http, 5)).Json["party"]?["name"]);
        Expect.Ok("""{"party":null,"fitting":0,"fills":false}""", await queue.SuggestAsync(shared.Http, 1));
        Expect.FieldProblem("seats", "seats must be a whole number between 1 and 100", await queue.SuggestAsync(shared.Http, 0));
        Expect.Problem(
            401, "unauthorized", "Host authentication required", await shared.Http.ReadAsync($"{queue.Path}/suggest?seats=4"));
    }

    [Fact]
    public async Task A_party_that_declined_is_counted_and_taken_back()
    {
        var queue = await shared.CreateAsync();
        var declined = await queue.HostAsync("decline", """{"size":3,"quotedHighMs":1800000}""");
        Expect.Ok("""{"ok":true}""", declined);
        Expect.Ok("""{"ok":true}""", await UndoAsync(queue, declined));
        Expect.FieldProblem("size", "size is required", await queue.HostAsync("decline", "{}"));
    }

    internal static async Task<WaitlistClient> PairAsync(HttpClient http, WaitlistClient queue, string deviceName)
    {
        var code = (string?)(await queue.HostAsync("pairing", "{}")).Json["pairingCode"];
        var paired = await http.PostAsync("/api/pair", new JsonObject { ["pairingCode"] = code, ["deviceName"] = deviceName }.ToJsonString());
        return new WaitlistClient(http, (string)paired.Json["code"]!, (string)paired.Json["sessionId"]!, (string)paired.Json["hostAuthToken"]!);
    }

    private Task<WaitlistClient> PairAsync(WaitlistClient queue, string deviceName) => PairAsync(shared.Http, queue, deviceName);

    private static Task<Answer> UndoAsync(WaitlistClient queue, Answer done) =>
        queue.HostAsync("undo", $$"""{"version":{{(long?)done.Json["undo"]?["version"]}} }""");

    private static async Task<List<string?>> NamesAsync(WaitlistClient queue) =>
        [.. ((await queue.HostSnapshotAsync()).Json["queue"] as JsonArray ?? []).Select(row => (string?)row?["name"])];
}

internal static class Suggesting
{
    public static Task<Answer> SuggestAsync(this WaitlistClient queue, HttpClient http, int seats) =>
        http.GetAsync($"{queue.Path}/suggest?seats={seats}", ("x-host-auth", queue.HostToken));
}
