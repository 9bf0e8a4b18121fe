using Queue.Core.Rooms;
using Queue.Core.Venues;
using Queue.Server.Redis;
using Queue.Server.Rooms;

namespace Queue.Server.Snapshots;

/// <summary>
/// Brings every change of a room to the store, in the background. It keeps only which rooms have changed and writes what each room is
/// when its turn comes: when changes come faster than the store takes them, the latest wins. While the store is down the changed rooms
/// stay marked, so it catches up when it is back. Told after the commit only, so the store is never ahead of the log.
/// </summary>
internal sealed class SnapshotFeed(
    RoomServices services, RoomDirectory directory, RedisSnapshotStore store, TimeProvider time, RedisInstruments instruments) : IHostedService, IDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(0.25);
    private static readonly TimeSpan LastPuts = TimeSpan.FromSeconds(2);

    private readonly CoalescedWork<RoomId> changed = new(time, RetryAfter);
    private readonly CancellationTokenSource stopping = new();
    private Task loop = Task.CompletedTask;

    /// <summary>Asks for a room to be written, whether it has changed or not.</summary>
    public void Put(RoomId room) => changed.Add(room);

    /// <summary>Asks for all rooms in memory to be written. Tells how many.</summary>
    public int PutAll()
    {
        var rooms = 0;
        foreach (var room in directory.LoadedIds)
        {
            changed.Add(room);
            rooms++;
        }

        return rooms;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        services.Changed += state => Put(state.Id);
        instruments.Waiting = () => changed.Count;
        loop = changed.RunAsync(PutAsync, () => store.IsUp, stopping.Token);
        return Task.CompletedTask;
    }

    /// <summary>The last changes still go out when the store takes them at once; readers serve them while this process is away.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await loop.ContinueWith(static _ => { }, TaskScheduler.Default);
        using var longest = new CancellationTokenSource(LastPuts, time);
        while (changed.Count > 0 && store.IsUp && !longest.IsCancellationRequested && await changed.TryOnceAsync(PutAsync))
        {
            // Goes on until nothing waits, or something fails.
        }
    }

    public void Dispose()
    {
        if (!stopping.IsCancellationRequested)
        {
            stopping.Cancel();
        }

        stopping.Dispose();
    }

    private async Task PutAsync(RoomId id)
    {
        RoomActor? room;
        try
        {
            room = await directory.FindAsync(id);
        }
        catch (RoomUnavailableException)
        {
            // It has left memory and cannot be read now; it is written when it is loaded again.
            return;
        }

        // The code of a venue leads to its newest evening, and an older one that is looked at must not take it back.
        if (room is not null && SharedSnapshot.Of(room.Current) is { } snapshot && await directory.IsLedToAsync(room))
        {
            await store.PutAsync(snapshot);
        }
        else if (room?.Current.State is VenueState { Ended: true } venue)
        {
            await store.SayNoneAsync(venue.Code);
        }
    }
}
