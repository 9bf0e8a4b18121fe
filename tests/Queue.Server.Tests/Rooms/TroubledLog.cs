using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Queue.Core.Chat;
using Queue.Core.Rooms;
using Queue.Server.Storage;

namespace Queue.Server.Tests.Rooms;

/// <summary>The real log, made to wait or to fail when a test wants it. Give <see cref="Install"/> to the server that shall use it.</summary>
internal sealed class TroubledLog : IEventLog
{
    private SqliteEventLog? inner;
    private TaskCompletionSource? gate;
    private int waiting;

    /// <summary>The log below, for what somebody else writes.</summary>
    public IEventLog Inner => inner ?? throw new InvalidOperationException("The server has not started.");

    /// <summary>Commits fail and store nothing; signs of life too.</summary>
    public bool RefusesWrites { get; set; }

    /// <summary>There is no room for a large commit. Small ones still fit, unless <see cref="BeforeAppend"/> has it otherwise.</summary>
    public bool IsNearlyFull { get; set; }

    /// <summary>Commits are stored, but the writer does not learn it.</summary>
    public bool LosesAnswers { get; set; }

    public bool RefusesReads { get; set; }

    /// <summary>Runs before a room is read.</summary>
    public Func<RoomId, Task>? BeforeLoad { get; set; }

    /// <summary>Runs before every commit: somebody else is faster.</summary>
    public Func<IReadOnlyList<Append>, Task>? BeforeAppend { get; set; }

    /// <summary>How many rooms each transaction held, oldest first.</summary>
    public ConcurrentQueue<int> Transactions { get; } = new();

    /// <summary>The rooms that wrote, in order.</summary>
    public ConcurrentQueue<RoomId> Writers { get; } = new();

    /// <summary>The rooms that were read, in order.</summary>
    public ConcurrentQueue<RoomId> Loaded { get; } = new();

    /// <summary>Until when deadlines were read, each time.</summary>
    public ConcurrentQueue<DateTimeOffset> ReadAhead { get; } = new();

    public int Loads => Loaded.Count;

    public string Description => Inner.Description;

    public int Epoch => Inner.Epoch;

    public void Install(IServiceCollection services)
    {
        services.AddSingleton<SqliteEventLog>();
        services.AddSingleton<IEventLog>(provider =>
        {
            inner = provider.GetRequiredService<SqliteEventLog>();
            return this;
        });
    }

    /// <summary>Keeps commits back from here on.</summary>
    public void HoldBack() => Volatile.Write(ref gate, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>Waits until a commit is kept back.</summary>
    public Task HeldAsync() => Fixtures.Eventually.TrueAsync("a commit is held back", () => Volatile.Read(ref waiting) > 0);

    public void LetGo() => Interlocked.Exchange(ref gate, null)?.TrySetResult();

    public async Task<IReadOnlyList<AppendResult>> AppendAsync(IReadOnlyList<Append> batch, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref gate) is { } closed)
        {
            Interlocked.Increment(ref waiting);
            await closed.Task;
            Interlocked.Decrement(ref waiting);
        }

        if (BeforeAppend is { } before)
        {
            await before(batch);
        }

        Refuse(RefusesWrites);
        var results = await Inner.AppendAsync(batch, cancellationToken);
        Transactions.Enqueue(batch.Count);
        foreach (var append in batch)
        {
            Writers.Enqueue(append.Id);
        }

        Refuse(LosesAnswers);
        return results;
    }

    public async Task<StoredRoom?> LoadAsync(RoomId id, CancellationToken cancellationToken)
    {
        Refuse(RefusesReads);
        if (BeforeLoad is { } before)
        {
            await before(id);
        }

        Loaded.Enqueue(id);
        return await Inner.LoadAsync(id, cancellationToken);
    }

    public async Task<RoomId?> FindRoomAsync(RoomCode code, CancellationToken cancellationToken)
    {
        Refuse(RefusesReads);
        return await Inner.FindRoomAsync(code, cancellationToken);
    }

    public async Task<CreatedRoom?> FindCreatedAsync(string key, DateTimeOffset notBefore, CancellationToken cancellationToken)
    {
        Refuse(RefusesReads);
        return await Inner.FindCreatedAsync(key, notBefore, cancellationToken);
    }

    public Task<IReadOnlyList<RoomId>> OwnedAsync(OwnerId owner, string kind, CancellationToken cancellationToken)
    {
        Refuse(RefusesReads);
        return Inner.OwnedAsync(owner, kind, cancellationToken);
    }

    public Task<IReadOnlyList<RoomId>> VenuesAsync(CancellationToken cancellationToken)
    {
        Refuse(RefusesReads);
        return Inner.VenuesAsync(cancellationToken);
    }

    public Task<RoomId?> FindVenueAsync(string slug, CancellationToken cancellationToken)
    {
        Refuse(RefusesReads);
        return Inner.FindVenueAsync(slug, cancellationToken);
    }

    public Task<bool> ClaimSlugAsync(RoomId venue, string slug, CancellationToken cancellationToken)
    {
        Refuse(RefusesWrites);
        return Inner.ClaimSlugAsync(venue, slug, cancellationToken);
    }

    public Task<IReadOnlyList<ChatItem>> ReadItemsAsync(RoomId id, ItemRange range, CancellationToken cancellationToken)
    {
        Refuse(RefusesReads);
        return Inner.ReadItemsAsync(id, range, cancellationToken);
    }

    public Task<IReadOnlyList<StoredEvent>> ReadBackAsync(RoomId id, long beforeVersion, int most, CancellationToken cancellationToken)
    {
        Refuse(RefusesReads);
        return Inner.ReadBackAsync(id, beforeVersion, most, cancellationToken);
    }

    public async Task<IReadOnlyList<DueRoom>> DueAsync(DateTimeOffset until, CancellationToken cancellationToken)
    {
        Refuse(RefusesReads);
        var due = await Inner.DueAsync(until, cancellationToken);
        ReadAhead.Enqueue(until);
        return due;
    }

    public Task<IReadOnlyList<OutboxEntry>> ReadOutboxAsync(int most, CancellationToken cancellationToken) =>
        Inner.ReadOutboxAsync(most, cancellationToken);

    public Task<IReadOnlyList<OutboxEntry>> ReadHistoryAsync(long afterRoom, int most, CancellationToken cancellationToken) =>
        Inner.ReadHistoryAsync(afterRoom, most, cancellationToken);

    public void ForgetOutbox(IReadOnlyList<OutboxEntry> entries) => Inner.ForgetOutbox(entries);

    public Task<DateTimeOffset?> LastAliveAsync(CancellationToken cancellationToken) => Inner.LastAliveAsync(cancellationToken);

    public async Task SaveAliveAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        Refuse(RefusesWrites || IsNearlyFull);
        await Inner.SaveAliveAsync(at, cancellationToken);
    }

    private static void Refuse(bool refuses)
    {
        if (refuses)
        {
            throw new IOException("The disk is gone.");
        }
    }
}
