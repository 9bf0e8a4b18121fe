using Queue.Server.Tests.Fixtures;
using Queue.Server.Tests.Storage;

namespace Queue.Server.Tests.Rooms;

/// <summary>Deadlines of rooms that are not in memory are read from the log ahead of their time.</summary>
public sealed class ReadAheadTests
{
    private static readonly TimeSpan Little = TimeSpan.FromMilliseconds(1);

    private readonly ManualTime time = new();
    private readonly TroubledLog log = new();

    [Fact]
    public async Task A_read_that_failed_is_tried_again_at_once_and_not_with_the_next_one()
    {
        await using var server = await TestServer.StartAsync(time, null, ["--Queue:Rooms:EvictAfter", "00:00:10"], log.Install);
        await WaitlistClient.CreateAsync(server.Http, "\"closeTime\":\"18:12\"");
        log.RefusesReads = true;
        await Eventually.TrueAsync("a read failed", () => Moved(TimeSpan.FromSeconds(1)) && server.Log.Lines.Any(
            line => line.Contains("Deadlines could not be handled", StringComparison.Ordinal)));

        log.RefusesReads = false;
        await ReadAheadAsync(log.ReadAhead.Count);
        time.Advance(LoggedRoom.Start.AddMinutes(12) - time.GetUtcNow());
        await ClosesAsync();
    }

    [Fact]
    public async Task After_the_clock_was_set_back_deadlines_are_read_again()
    {
        await using var server = await TestServer.StartAsync(time, null, [], log.Install);
        var before = log.ReadAhead.Count;
        time.Shift(TimeSpan.FromHours(-1));
        var (room, now) = (new LoggedRoom(), time.GetUtcNow());
        await log.Inner.AppendAsync([room.Open(at: now, closesAt: now.AddMinutes(3))], TestContext.Current.CancellationToken);

        time.Advance(TimeSpan.FromMinutes(1));
        await ReadAheadAsync(before);
        time.Advance(now.AddMinutes(3) - time.GetUtcNow());
        await ClosesAsync();
    }

    [Fact]
    public async Task A_room_whose_opening_was_stored_and_not_confirmed_closes_in_time()
    {
        await using var server = await TestServer.StartAsync(time, null, [], log.Install);
        log.LosesAnswers = true;
        var lost = await server.Http.PostAsync("/api/queue/create", """{"eventName":"Trattoria","maxGuests":5,"closeTime":"18:03"}""");
        Assert.Equal("unavailable", lost.Code);
        log.LosesAnswers = false;

        time.Advance(TimeSpan.FromMinutes(3));
        await ClosesAsync();
    }

    [Fact]
    public async Task A_deadline_that_somebody_else_stored_is_known_once_the_room_is_read()
    {
        await using var server = await TestServer.StartAsync(time, null, [], log.Install);
        var room = new LoggedRoom();
        await log.Inner.AppendAsync([room.Open(closesAt: LoggedRoom.Start.AddMinutes(3))], TestContext.Current.CancellationToken);
        await server.Http.GetAsync($"/api/queue/{room.Code}", []);

        time.Advance(TimeSpan.FromMinutes(3));
        await ClosesAsync();
    }

    private Task ClosesAsync() => Eventually.TrueAsync("the room closed", async () =>
        Moved(Little) && await log.Inner.DueAsync(DateTimeOffset.MaxValue, TestContext.Current.CancellationToken) is []);

    // Half a minute at most: the next read that is due anyway is minutes away.
    private Task ReadAheadAsync(int before)
    {
        var latest = time.GetUtcNow().AddSeconds(30);
        return Eventually.TrueAsync(
            "deadlines were read", () => (time.GetUtcNow() > latest || Moved(TimeSpan.FromMilliseconds(50))) && log.ReadAhead.Count > before);
    }

    // A little with every look, as the server's own threads may have set their alarm after the clock was moved.
    private bool Moved(TimeSpan by)
    {
        time.Advance(by);
        return true;
    }
}
