using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Endpoints;

/// <summary>What guests do with their own party's id, and what a host says to all of them.</summary>
public sealed class GuestCraftTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task A_guest_on_the_way_is_seen_by_the_host_until_the_next_call()
    {
        var queue = await shared.CreateAsync();
        var ann = await queue.JoinAsync("Ann");
        await queue.PartyAsync("call", ann);
        Expect.Ok("""{"ok":true}""", await GuestAsync(queue, "on-my-way", ann));

        Assert.Equal(true, (bool?)(await queue.HostSnapshotAsync()).Json["nowServing"]?["onMyWay"]);
        Assert.Equal(true, (bool?)(await queue.GuestSnapshotAsync(ann)).Json["onMyWay"]);
    }

    [Fact]
    public async Task A_called_guest_gets_five_minutes_more_twice()
    {
        var queue = await shared.CreateAsync();
        var ann = await queue.JoinAsync("Ann");
        await queue.PartyAsync("call", ann);
        await GuestAsync(queue, "snooze", ann);
        Assert.Equal(shared.Now + 420_000, (long?)(await queue.GuestSnapshotAsync(ann)).Json["deadline"]);
        await GuestAsync(queue, "snooze", ann);

        Assert.Null((await queue.GuestSnapshotAsync(ann)).Json["maySnooze"]);
        Expect.Problem(409, "snooze_unavailable", "No more time can be given; please talk to the host", await GuestAsync(queue, "snooze", ann));
    }

    [Fact]
    public async Task A_guest_may_not_snooze_where_the_host_switched_it_off_or_from_far_back()
    {
        var queue = await shared.CreateAsync();
        var first = await queue.JoinAsync();
        await queue.JoinAsync();
        await queue.JoinAsync();
        Expect.Problem(
            409, "snooze_unavailable", "No more time can be given; please talk to the host", await GuestAsync(queue, "snooze", await queue.JoinAsync()));
        await queue.HostAsync("settings", """{"snooze":false}""");
        Expect.Problem(409, "snooze_unavailable", "No more time can be given; please talk to the host", await GuestAsync(queue, "snooze", first));
    }

    [Fact]
    public async Task A_guest_lets_others_ahead()
    {
        var queue = await shared.CreateAsync();
        var ann = await queue.JoinAsync("Ann");
        await queue.JoinAsync("Bo");
        var cy = await queue.JoinAsync("Cy");
        await shared.Http.PostAsync($"{queue.Path}/let-ahead", $$"""{"partyId":"{{ann}}","parties":2}""");

        Assert.Equal(3, (int?)(await queue.GuestSnapshotAsync(ann)).Json["position"]);
        Assert.Equal(2, (int?)(await queue.GuestSnapshotAsync(cy)).Json["position"]);
    }

    [Fact]
    public async Task Who_left_is_back_at_the_old_place_within_two_minutes()
    {
        var queue = await shared.CreateAsync();
        var ann = await queue.JoinAsync("Ann");
        await queue.JoinAsync("Bo");
        await GuestAsync(queue, "leave", ann);
        Assert.Equal(shared.Now + 120_000, (long?)(await queue.GuestSnapshotAsync(ann)).Json["backUntil"]);
        Expect.Ok("""{"ok":true}""", await GuestAsync(queue, "still-here", ann));

        Assert.Equal(1, (int?)(await queue.GuestSnapshotAsync(ann)).Json["position"]);
    }

    [Fact]
    public async Task Who_was_removed_and_is_still_here_is_seen_by_the_host_who_brings_them_back()
    {
        var queue = await shared.CreateAsync();
        var ann = await queue.JoinAsync("Ann");
        await queue.PartyAsync("kick", ann);
        await GuestAsync(queue, "still-here", ann);

        Assert.Equal(true, (bool?)(await queue.GuestSnapshotAsync(ann)).Json["stillHere"]);
        var row = (await queue.HostSnapshotAsync()).Json["stillHere"]?[0];
        Assert.Equal((ann, shared.Now), ((string?)row?["id"], (long?)row?["stillHereAt"]));
        await queue.HostAsync("restore", $$"""{"partyId":"{{ann}}","rev":{{(long?)row?["rev"]}} }""");
        Assert.Null((await queue.HostSnapshotAsync()).Json["stillHere"]);
    }

    [Fact]
    public async Task A_paused_queue_lets_nobody_join_but_the_host_adds()
    {
        var queue = await shared.CreateAsync();
        var ann = await queue.JoinAsync("Ann");
        await queue.HostAsync("pause");
        Expect.Problem(409, "joining_paused", "Joining is paused right now; please ask at the door", await queue.TryJoinAsync());

        Assert.Equal("paused", (string?)(await shared.Http.ReadAsync(queue.Path)).Json["state"]);
        Assert.Equal(true, (bool?)(await queue.HostSnapshotAsync()).Json["paused"]);
        Assert.Equal("position", (string?)(await queue.GuestSnapshotAsync(ann)).Json["type"]);
        Assert.Equal(2, (int?)(await queue.HostAsync("add", """{"size":2}""")).Json["party"]?["ticket"]);
        await queue.HostAsync("resume");
        await queue.JoinAsync();
    }

    [Fact]
    public async Task An_announcement_is_shown_to_everybody_who_waits_and_taken_back()
    {
        var queue = await shared.CreateAsync();
        var ann = await queue.JoinAsync("Ann");
        await queue.HostAsync("announce", """{"text":"The kitchen is 20 min behind","minutes":15}""");
        var expected = $$"""{"text":"The kitchen is 20 min behind","until":{{shared.Now + 900_000}}}""";

        foreach (var view in new[] { await queue.GuestSnapshotAsync(ann), await queue.HostSnapshotAsync(), await shared.Http.ReadAsync($"{queue.Path}/display") })
        {
            Assert.Equal(expected, view.Json["announcement"]?.ToJsonString());
        }

        await queue.HostAsync("announce", "{}");
        Assert.Null((await queue.GuestSnapshotAsync(ann)).Json["announcement"]);
    }

    [Fact]
    public async Task Settings_change_what_is_named_and_are_read_with_an_empty_object()
    {
        var queue = await shared.CreateAsync();
        var before = (await queue.HostAsync("settings", "{}")).Json["settings"];
        var changed = (await queue.HostAsync("settings", """{"callWindowSeconds":300,"positionBy":"sizeBand","maxGuests":50}""")).Json;
        Assert.Equal((120, 100), ((int?)before?["callWindowSeconds"], (int?)before?["maxGuests"]));
        Assert.Equal((300, "sizeBand", 50), (
            (int?)changed["settings"]?["callWindowSeconds"], (string?)changed["settings"]?["positionBy"], (int?)changed["settings"]?["maxGuests"]));
        await queue.HostAsync("undo", $$"""{"version":{{(long?)changed["undo"]?["version"]}} }""");
        Assert.Equal(before?.ToJsonString(), (await queue.HostAsync("settings")).Json["settings"]?.ToJsonString());
        Expect.FieldProblem(
            "callWindowSeconds", "callWindowSeconds must be a whole number between 30 and 1800", await queue.HostAsync("settings", """{"callWindowSeconds":5}"""));
    }

    private Task<Answer> GuestAsync(WaitlistClient queue, string action, string party) =>
        shared.Http.PostAsync($"{queue.Path}/{action}", $$"""{"partyId":"{{party}}"}""");
}
