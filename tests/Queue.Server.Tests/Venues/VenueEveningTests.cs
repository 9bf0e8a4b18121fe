using Queue.Server.Tests.Fixtures;
using Queue.Server.Tests.Rooms;

namespace Queue.Server.Tests.Venues;

/// <summary>From one evening to the next. The clock begins on a Friday at 18:00, when the venue is just open.</summary>
public sealed class VenueEveningTests
{
    private static readonly DateTimeOffset Friday = new(2026, 3, 6, 0, 0, 0, TimeSpan.Zero);

    private readonly ManualTime time = new();

    [Fact]
    public async Task A_venue_that_is_created_during_its_hours_is_open_at_once()
    {
        await using var server = await TestServer.StartAsync(time);
        var venue = await VenueClient.CreateAsync(server.Http);
        Assert.Equal("open", await venue.StateAsync());
        Assert.Equal(1, (int)(await venue.JoinAsync()).Json["ticket"]!);
    }

    [Fact]
    public async Task Once_it_has_closed_guests_are_told_when_it_opens_again_before_and_after_the_roll_over()
    {
        await using var server = await TestServer.StartAsync(time);
        var venue = await VenueClient.CreateAsync(server.Http);
        await venue.UntilAsync(time, Friday.AddHours(22), "closed");
        Assert.Equal(Friday.AddHours(42), await venue.OpensAtAsync());
        Assert.Equal(Friday.AddHours(42), VenueClient.Instant((await venue.JoinAsync()).Json["opensAt"]));

        await venue.UntilAsync(time, Friday.AddHours(23), 2);
        Assert.Equal(("closed", Friday.AddHours(42)), (await venue.StateAsync(), await venue.OpensAtAsync()));
    }

    [Fact]
    public async Task The_page_says_on_which_day_it_opens()
    {
        await using var server = await TestServer.StartAsync(time);
        var venue = await VenueClient.CreateAsync(
            server.Http, """{"name":"Bar","timeZone":"Europe/Berlin","openingHours":[{"day":"monday","open":"18:30","close":"22:00"}]}""");
        foreach (var (language, text) in new[]
        {
            ("en", "It opens on Monday at"), ("de", "Sie öffnet am Montag um 18:30."), ("es", "Abre el lunes a las"),
            ("fr", "Elle ouvre lundi à 18:30."), ("zh", "星期一 18:30 开放。"),
        })
        {
            Assert.Contains(text, System.Net.WebUtility.HtmlDecode((await server.Http.ReadAsync($"/q/{venue.Code}", ("Accept-Language", language))).Text), StringComparison.Ordinal);
        }

        await venue.ChangeAsync("""{"closedDates":["2026-03-09"]}""");
        Assert.Contains("It opens on March 16 at", (await server.Http.ReadAsync($"/q/{venue.Code}")).Text, StringComparison.Ordinal);
        await venue.ChangeAsync("""{"openingHours":[{"day":"friday","open":"20:30","close":"22:00"}]}""");
        Assert.Contains("It opens at", (await server.Http.ReadAsync($"/q/{venue.Code}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_the_last_call_the_page_says_so()
    {
        await using var server = await TestServer.StartAsync(time);
        var venue = await VenueClient.CreateAsync(server.Http);
        await venue.UntilAsync(time, Friday.AddHours(21.75), "last_call");
        Assert.Contains("The last call has passed", (await server.Http.ReadAsync($"/q/{venue.Code}")).Text, StringComparison.Ordinal);
        Expect.Problem(409, "last_call", "The last call for today has passed", await venue.JoinAsync());
    }

    [Fact]
    public async Task New_hours_move_the_evening_that_is_to_come_in_its_own_room()
    {
        await using var server = await TestServer.StartAsync(time);
        var venue = await VenueClient.CreateAsync(server.Http, VenueClient.Fields(zone: "America/New_York"));
        var before = await venue.TonightAsync();
        await venue.ChangeAsync("""{"name":"Osteria","openingHours":[{"day":"saturday","open":"12:00","close":"15:00"}],"defaults":{"maxGuests":7}}""");

        var after = await venue.TonightAsync();
        Assert.Equal((string?)before["sessionId"], (string?)after["sessionId"]);
        Assert.Equal(Friday.AddHours(41), VenueClient.Instant(after["opensAt"]));
        Assert.Equal("Osteria", (string?)(await venue.DoorAsync()).Json["eventName"]);
        Assert.Single((await venue.Owner.GetAsync("/api/queues")).Json["queues"]!.AsArray());
    }

    [Fact]
    public async Task New_hours_leave_the_evening_that_runs()
    {
        await using var server = await TestServer.StartAsync(time);
        var venue = await VenueClient.CreateAsync(server.Http);
        await venue.ChangeAsync("""{"openingHours":[{"day":"saturday","open":"12:00","close":"15:00"}]}""");
        Assert.Equal(("open", Friday.AddHours(22)), (await venue.StateAsync(), VenueClient.Instant((await venue.TonightAsync())["closesAt"])));
        await venue.UntilAsync(time, Friday.AddHours(22), "closed");
        await venue.UntilAsync(time, Friday.AddHours(23), 2);
        Assert.Equal(Friday.AddHours(36), await venue.OpensAtAsync());
    }

    [Fact]
    public async Task Ending_a_venue_closes_its_queue_for_who_waits()
    {
        await using var server = await TestServer.StartAsync(time);
        var venue = await VenueClient.CreateAsync(server.Http);
        await venue.JoinAsync();
        await venue.EndAsync();
        var queue = Assert.Single((await venue.Owner.GetAsync("/api/queues")).Json["queues"]!.AsArray())!;
        Assert.Equal((true, 0), ((bool)queue["closed"]!, (int)queue["parties"]!));
    }

    [Fact]
    public async Task An_evening_that_a_crash_left_unopened_is_opened_by_the_next_start()
    {
        var (folder, log) = (TestServer.NewFolder(), new TroubledLog());
        VenueClient venue;
        await using (var before = await TestServer.StartAsync(time, folder, [], log.Install))
        {
            venue = await VenueClient.CreateAsync(before.Http);
            await venue.UntilAsync(time, Friday.AddHours(22), "closed");

            // From here on the plan is stored, and what follows from it is not.
            log.BeforeAppend = batch => batch.Any(append => append.Opening is not null) ? throw new IOException("The disk is gone.") : Task.CompletedTask;
            await VenueClient.UntilAsync(time, Friday.AddHours(23), "the evening is planned", async () => await OpensAsync(log, venue));
            Assert.Equal("1", (await venue.DoorAsync()).Header("Queue-Version")!.Split('.')[1][..1]);
        }

        await using var server = await TestServer.StartAsync(time, folder, []);
        venue = venue.At(server.Http);
        await venue.UntilAsync(time, time.GetUtcNow(), 2);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task An_old_evening_that_is_looked_at_never_takes_the_code_back()
    {
        await using var server = await TestServer.StartAsync(time, "--Queue:Rooms:EvictAfter", "00:00:10");
        var venue = await VenueClient.CreateAsync(server.Http);
        await venue.JoinAsync();
        await venue.UntilAsync(time, Friday.AddHours(22), "closed");
        await venue.UntilAsync(time, Friday.AddHours(23), 2);
        await LeaveMemoryAsync(server);

        // The list reads all evenings, the old one last.
        Assert.Equal(2, (await venue.Owner.GetAsync("/api/queues")).Json["queues"]!.AsArray().Count);
        Assert.Equal(Friday.AddHours(42), await venue.OpensAtAsync());
        Assert.StartsWith("1.2000000", (await venue.DoorAsync()).Header("Queue-Version"), StringComparison.Ordinal);
        await venue.UntilAsync(time, Friday.AddHours(42), "open");
        Assert.Equal(1, (int)(await venue.JoinAsync()).Json["ticket"]!);
    }

    [Fact]
    public async Task Versions_under_one_code_only_rise()
    {
        await using var server = await TestServer.StartAsync(time);
        var venue = await VenueClient.CreateAsync(server.Http);
        var first = (await venue.JoinAsync()).Header("Queue-Version");
        Assert.Equal("1.1000000002", first);
        await venue.UntilAsync(time, Friday.AddHours(22), "closed");
        await venue.UntilAsync(time, Friday.AddHours(23), 2);
        Assert.Equal("1.2000000001", (await venue.DoorAsync()).Header("Queue-Version"));
    }

    private static async Task<bool> OpensAsync(TroubledLog log, VenueClient venue) =>
        (await log.Inner.LoadAsync(new Core.Rooms.RoomId(venue.Id), CancellationToken.None))!.Events.OfType<Core.Venues.EveningPlanned>().Count() == 2;

    private async Task LeaveMemoryAsync(TestServer server) => await Eventually.TrueAsync("no room is in memory", async () =>
    {
        time.Advance(TimeSpan.FromSeconds(5));
        return await server.MetricAsync("queue_room_loaded") == 0;
    });
}
