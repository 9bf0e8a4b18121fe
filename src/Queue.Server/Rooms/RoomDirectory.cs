using System.Collections.Concurrent;
using Queue.Core.Rooms;
using Queue.Core.Waitlist;

namespace Queue.Server.Rooms;

/// <summary>Finds the one actor of a room, loads it when it is not in memory, opens new rooms, and lets idle ones go.</summary>
internal sealed partial class RoomDirectory : IRooms
{
    private const int EvictedTogether = 64;

    private readonly RoomServices services;
    private readonly ConcurrentDictionary<RoomId, RoomActor> byId = [];
    private readonly ConcurrentDictionary<RoomCode, RoomActor> byCode = [];
    private readonly ConcurrentDictionary<RoomId, Task<RoomActor?>> loading = [];
    private readonly Func<RoomCode> newCode;
    private volatile bool stopping;

    public RoomDirectory(RoomServices services, RoomCodeSource codes)
    {
        this.services = services;
        newCode = codes.Next;
        services.Instruments.Loaded = () => byId.Count;
    }

    /// <summary>The room of a code, when it is in memory: the fast path of a poll.</summary>
    public RoomActor? FindLoaded(RoomCode code)
    {
        if (!byCode.TryGetValue(code, out var room))
        {
            return null;
        }

        room.Touch();
        return room;
    }

    /// <summary>The room a code leads to; <see langword="null"/> when there is none.</summary>
    public async ValueTask<RoomActor?> FindAsync(RoomCode code, CancellationToken cancellationToken)
    {
        if (FindLoaded(code) is { } room)
        {
            return room;
        }

        // The code of a venue that has ended leads to no queue.
        return await ReadAsync(services.Log.FindRoomAsync(code, cancellationToken)) is { } id && await FindAsync(id) is { } found
            && found.Current.State.Locator == code
                ? found
                : null;
    }

    /// <summary>The room of an id; <see langword="null"/> when there is none.</summary>
    public async ValueTask<RoomActor?> FindAsync(RoomId id)
    {
        if (!byId.TryGetValue(id, out var room))
        {
            room = await LoadOnceAsync(id, () => LoadAsync(id));
        }

        room?.Touch();
        return room;
    }

    IRoom? IRooms.FindLoaded(RoomCode code) => FindLoaded(code);

    async ValueTask<IRoom?> IRooms.FindAsync(RoomCode code, CancellationToken cancellationToken) => await FindAsync(code, cancellationToken);

    // The writer is as new as it gets.
    ValueTask IRooms.RefreshAsync(IRoom room, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>How many rooms are in memory.</summary>
    public int Loaded => byId.Count;

    /// <summary>The rooms in memory.</summary>
    public IEnumerable<RoomId> LoadedIds => byId.Keys;

    /// <summary>Sends a command to the room of an id.</summary>
    public async Task<RoomAnswer> AskAsync(RoomId id, RoomCommand command, CommandKey? key) => await AskAsync(
        await FindAsync(id) ?? throw new RoomUnavailableException("The room is not in the event log."), command, key);

    /// <summary>Sends a command to a room; loads it again when it is just leaving memory.</summary>
    public async Task<RoomAnswer> AskAsync(RoomActor room, RoomCommand command, CommandKey? key)
    {
        while (!stopping)
        {
            if (room.TryHold())
            {
                try
                {
                    return await room.AskAsync(command, key);
                }
                finally
                {
                    room.Release();
                }
            }

            await room.Gone;
            room = await FindAsync(room.Id) ?? throw new RoomUnavailableException("The room is not in the event log.");
        }

        throw new RoomUnavailableException("The server is stopping.");
    }

    /// <summary>Lets a room do what is due in it.</summary>
    public async Task WakeAsync(RoomId id)
    {
        if (await FindAsync(id) is { } room)
        {
            await AskAsync(room, new DeadlinePassed(), null);
        }
    }

    /// <summary>Takes rooms out of memory that nobody used for a while. Returns how many.</summary>
    public async Task<int> EvictIdleAsync()
    {
        var evicted = 0;
        foreach (var some in InOrder().Where(room => room.IdleFor >= services.EvictAfter).Chunk(EvictedTogether))
        {
            // Together, so that their checkpoints share a commit.
            RoomActor[] leaving = [.. some.Where(room => room.TryRetire())];
            await Task.WhenAll(leaving.Select(RetireAsync));
            evicted += leaving.Length;
        }

        return evicted;
    }

    /// <summary>Takes no more commands, answers what is in the mailboxes, and stores checkpoints.</summary>
    public async Task StopAsync()
    {
        stopping = true;
        await Task.WhenAll(InOrder().Select(RetireAsync));
    }

    // A dictionary's order differs from process to process; with this one a simulated evening can be replayed in another.
    private IEnumerable<RoomActor> InOrder() => byId.Values.OrderBy(static room => room.Id.Value, StringComparer.Ordinal);

    private async Task RetireAsync(RoomActor room)
    {
        try
        {
            room.Complete();
            await room.Loop;
            await room.SaveCheckpointAsync();
        }
        catch (Exception e)
        {
            // The checkpoint only saves time; the events are stored.
            services.Logger.EvictionFailed(e);
        }
        finally
        {
            if (room.Current.State.Locator is { } code)
            {
                byCode.TryRemove(new KeyValuePair<RoomCode, RoomActor>(code, room));
            }

            byId.TryRemove(new KeyValuePair<RoomId, RoomActor>(room.Id, room));
            room.SetGone();
            room.Venue?.Release();
        }
    }

    // Many may ask for a cold room at once; it is read once, and there is never a second actor beside the first. A room that is opened
    // goes through here too: as soon as it is stored, others may ask for it.
    private async Task<RoomActor?> LoadOnceAsync(RoomId id, Func<Task<RoomActor?>> loadAsync)
    {
        var load = new TaskCompletionSource<RoomActor?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var current = loading.GetOrAdd(id, load.Task);
        if (current != load.Task)
        {
            return await current;
        }

        try
        {
            load.SetResult(byId.TryGetValue(id, out var room) ? room : await loadAsync());
        }
        catch (Exception e)
        {
            load.SetException(e);
        }
        finally
        {
            loading.TryRemove(id, out _);
        }

        return await load.Task;
    }

    private async Task<RoomActor?> LoadAsync(RoomId id)
    {
        if (stopping)
        {
            throw new RoomUnavailableException("The server is stopping.");
        }

        if (await ReadAsync(RoomLoader.LoadAsync(services.Log, id)) is not { } loaded)
        {
            return null;
        }

        services.Instruments.RoomLoaded();
        return loaded.State is WaitlistState { Venue: { } evening } queue
            ? await RegisterAsync(queue, evening, loaded, graceGiven: default)
            : Register(new RoomActor(services, loaded, graceGiven: default));
    }

    private static async Task<T> ReadAsync<T>(Task<T> reading)
    {
        try
        {
            return await reading;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new RoomUnavailableException("The event log cannot be read.", e);
        }
    }

    private RoomActor Register(RoomActor room)
    {
        byId[room.Id] = room;
        if (room.Current.State.Locator is { } code)
        {
            byCode[code] = room;
        }

        services.Changed?.Invoke(room.Current.State);
        return room;
    }
}
