using Queue.Core.Chat;
using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using Queue.Server.Storage;

namespace Queue.Server.Tests.Simulation;

/// <summary>The log of one life of the engine. Slow, and with faults on: fails before it stored, fails after, lets another write first.</summary>
internal sealed class SimulatedEventLog(SimulatedDisk disk, TimeProvider time, Random random) : IEventLog
{
    public bool Faults { get; set; }

    /// <summary>Everything fails.</summary>
    public bool Gone { get; set; }

    public int Epoch => 1;

    public string Description => "a simulated disk";

    public Task<StoredRoom?> LoadAsync(RoomId id, CancellationToken cancellationToken) => ReadAsync(() => disk.Load(id));

    public Task<RoomId?> FindRoomAsync(RoomCode code, CancellationToken cancellationToken) => ReadAsync(() => disk.Find(code));

    public Task<CreatedRoom?> FindCreatedAsync(string key, DateTimeOffset notBefore, CancellationToken cancellationToken) =>
        ReadAsync(() => disk.FindCreated(key));

    public Task<IReadOnlyList<RoomId>> OwnedAsync(OwnerId owner, string kind, CancellationToken cancellationToken) =>
        ReadAsync(() => disk.Owned(owner, kind));

    // Nobody has a venue in a simulated evening.
    public Task<IReadOnlyList<RoomId>> VenuesAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<RoomId?> FindVenueAsync(string slug, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> ClaimSlugAsync(RoomId venue, string slug, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<ChatItem>> ReadItemsAsync(RoomId id, ItemRange range, CancellationToken cancellationToken) =>
        ReadAsync(() => disk.ReadItems(id, range));

    public Task<IReadOnlyList<StoredEvent>> ReadBackAsync(RoomId id, long beforeVersion, int most, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<DueRoom>> DueAsync(DateTimeOffset until, CancellationToken cancellationToken) => ReadAsync(() => disk.Due(until));

    public async Task<IReadOnlyList<AppendResult>> AppendAsync(IReadOnlyList<Append> batch, CancellationToken cancellationToken)
    {
        await PauseAsync();
        FailSometimes("the commit failed and stored nothing");
        foreach (var append in batch.Where(append => append.Opening is null && Faults && random.Next(40) == 0))
        {
            WriteElsewhere(append.Id);
        }

        IReadOnlyList<AppendResult> results = [.. batch.Select(disk.Apply)];
        await PauseAsync();
        FailSometimes("the commit was stored and its answer was lost");
        return results;
    }

    // Nobody relays in a simulated evening.
    public Task<IReadOnlyList<OutboxEntry>> ReadOutboxAsync(int most, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<OutboxEntry>> ReadHistoryAsync(long afterRoom, int most, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public void ForgetOutbox(IReadOnlyList<OutboxEntry> entries) => throw new NotSupportedException();

    public Task<DateTimeOffset?> LastAliveAsync(CancellationToken cancellationToken) => Task.FromResult(disk.LastAlive);

    public async Task SaveAliveAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        await PauseAsync();
        FailSometimes("the sign of life was not stored");
        disk.LastAlive = at;
    }

    private async Task<T> ReadAsync<T>(Func<T> read)
    {
        await PauseAsync();
        FailSometimes("the log could not be read");
        return read();
    }

    private Task PauseAsync() => Task.Delay(TimeSpan.FromMilliseconds(random.Next(1, 40)), time);

    private void FailSometimes(string what)
    {
        if (Gone || (Faults && random.Next(30) == 0))
        {
            throw new IOException(what);
        }
    }

    // A second writer, as correct as the first: it decides on what is stored and moves the version. Its clock is behind, so that
    // nothing is due for it: whether calls are in their grace is known here alone.
    private void WriteElsewhere(RoomId id)
    {
        var stored = disk.Load(id)!;
        var state = stored.Events.Aggregate(stored.Checkpoint, RoomLogic.Evolve)!;
        var join = new Join(Ids.Party(random), null, 1, PartySource.Host);
        if (RoomLogic.Decide(state, join, null, state.LastInstant) is Decision.Accepted accepted)
        {
            disk.Apply(new Append
            {
                Id = id,
                ExpectedVersion = state.Version,
                Events = accepted.Events,
                NextDeadline = RoomLogic.NextDeadline(accepted.State),
            });
        }
    }
}

/// <summary>Ids from a seed.</summary>
internal static class Ids
{
    public static PartyId Party(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new PartyId(new Guid(bytes));
    }

    public static RoomId Room(Random random)
    {
        var bytes = new byte[32];
        random.NextBytes(bytes);
        return RoomId.From(bytes);
    }
}
