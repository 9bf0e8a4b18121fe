using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using Queue.Server.Configuration;
using Queue.Server.Redis;
using Queue.Server.Rooms;

namespace Queue.Server.Snapshots;

/// <summary>
/// A reader's rooms. A room that is not here is asked of the writer, and what Redis has is shown only when it is as new as the answer:
/// Redis may have been set back to an old file. From then on every change is told, and a room goes forward only. While Redis is away, what
/// is here is served as it was last seen. A room that cannot be found out about is 503, never empty and never 404: only the writer can say
/// that there is none.
/// </summary>
internal sealed class RoomMirror(
    RedisSnapshotStore store, ReaderLine line, TimeProvider time, IOptions<RoomOptions> options, RedisInstruments instruments) : BackgroundService, IRooms
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(0.25);

    private readonly ConcurrentDictionary<RoomCode, MirroredRoom> byCode = [];
    private readonly ConcurrentDictionary<RoomCode, Lazy<Task<MirroredRoom?>>> loading = [];
    private readonly CoalescedWork<RoomCode> behind = new(time, RetryAfter);
    private readonly CoalescedWork<RoomCode> doubtful = new(time, RetryAfter);

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        line.Changed = Note;
        line.Gone = Drop;
        line.Missed = DoubtAll;
        instruments.Waiting = () => behind.Count + doubtful.Count;
        return base.StartAsync(cancellationToken);
    }

    public IRoom? FindLoaded(RoomCode code)
    {
        if (!byCode.TryGetValue(code, out var room))
        {
            return null;
        }

        room.Touch();
        return room;
    }

    public async ValueTask<IRoom?> FindAsync(RoomCode code, CancellationToken cancellationToken)
    {
        if (FindLoaded(code) is { } room)
        {
            return room;
        }

        // Many may ask for a room at once; it is looked up once.
        var load = loading.GetOrAdd(code, static (code, mirror) => new Lazy<Task<MirroredRoom?>>(() => mirror.LoadAsync(code)), this);
        try
        {
            return await load.Value.WaitAsync(cancellationToken);
        }
        finally
        {
            loading.TryRemove(new KeyValuePair<RoomCode, Lazy<Task<MirroredRoom?>>>(code, load));
        }
    }

    public async ValueTask RefreshAsync(IRoom room, CancellationToken cancellationToken)
    {
        var mirrored = (MirroredRoom)room;
        var reply = await line.AskAsync(mirrored.Code).WaitAsync(cancellationToken);
        if (reply.Kind == ReplyKind.Version)
        {
            await CatchUpAsync(mirrored);
        }

        if (reply.Kind == ReplyKind.Silence || reply.Version.IsNewerThan(room.Current.SharedVersion))
        {
            throw new RoomUnavailableException("The writer cannot be asked about this room.");
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var catchingUp = behind.RunAsync(CatchUpAsync, () => store.IsUp, stoppingToken);
        var asking = doubtful.RunAsync(line.RemindAsync, () => store.IsUp, stoppingToken);
        await Task.WhenAll(catchingUp, asking, EvictAsync(stoppingToken));
    }

    private void Note(RoomCode code, SnapshotVersion version)
    {
        if (byCode.TryGetValue(code, out var room) && version.IsNewerThan(room.Current.SharedVersion))
        {
            behind.Add(code);
        }
    }

    // The venue has ended. A queue of its own is never gone: who says so is another writer.
    private void Drop(RoomCode code)
    {
        if (byCode.TryGetValue(code, out var room) && room.Current.State is WaitlistState { Venue: not null })
        {
            byCode.TryRemove(new KeyValuePair<RoomCode, MirroredRoom>(code, room));
        }
    }

    // Tells whether the snapshot is of use here. A venue's code leads on to the next evening, which is another room and takes the place of
    // the one before; a room that was dropped meanwhile does not come back.
    private bool TryShow(MirroredRoom room, RoomSnapshot snapshot)
    {
        if (snapshot.State.Id == room.Id)
        {
            room.Show(snapshot);
            return true;
        }

        return snapshot.SharedVersion.IsNewerThan(room.Current.SharedVersion)
            && byCode.TryUpdate(room.Code, new MirroredRoom(room.Code, snapshot, time), room);
    }

    private void DoubtAll()
    {
        foreach (var code in byCode.Keys)
        {
            doubtful.Add(code);
        }
    }

    private async Task<MirroredRoom?> LoadAsync(RoomCode code)
    {
        var reply = await line.AskAsync(code);
        if (reply.Kind == ReplyKind.None)
        {
            instruments.LookedUp("none");
            return null;
        }

        var snapshot = reply.Kind == ReplyKind.Version ? await TryGetAsync(code) : null;
        if (snapshot is null || reply.Version.IsNewerThan(snapshot.SharedVersion))
        {
            instruments.LookedUp("unavailable");
            throw new RoomUnavailableException("Neither the writer nor Redis can tell about this room now.");
        }

        instruments.LookedUp("found");
        var room = byCode.GetOrAdd(code, _ => new MirroredRoom(code, snapshot, time));
        TryShow(room, snapshot);

        // A change that was told before the room was here, but written after it was read: looked at once more. That a venue has ended is
        // nowhere to be looked at, so the writer is asked.
        (snapshot.State is WaitlistState { Venue: not null } ? doubtful : behind).Add(code);
        return byCode.GetValueOrDefault(code, room);
    }

    private async Task<RoomSnapshot?> TryGetAsync(RoomCode code)
    {
        try
        {
            return store.IsUp ? await store.GetAsync(code) : null;
        }
        catch (Exception)
        {
            return null;
        }
    }

    private Task CatchUpAsync(RoomCode code) => byCode.TryGetValue(code, out var room) ? CatchUpAsync(room) : Task.CompletedTask;

    private async Task CatchUpAsync(MirroredRoom room)
    {
        if (await store.GetAsync(room.Code) is not { } snapshot || !TryShow(room, snapshot))
        {
            // Redis dropped it, or holds something else: the writer puts it there again.
            doubtful.Add(room.Code);
        }
    }

    // Only while Redis is there: what leaves now can be found again.
    private async Task EvictAsync(CancellationToken cancellationToken)
    {
        var after = options.Value.EvictAfter;
        using var timer = new PeriodicTimer(after / 2, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            foreach (var (code, room) in byCode.Where(pair => store.IsUp && pair.Value.IdleFor >= after && pair.Value.TryRetire()))
            {
                byCode.TryRemove(new KeyValuePair<RoomCode, MirroredRoom>(code, room));
            }
        }
    }
}
