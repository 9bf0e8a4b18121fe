using System.Collections.Concurrent;

namespace Queue.Server.Rooms;

/// <summary>
/// When each of many was last heard of. In memory alone and never in a snapshot: it warns and informs, and decides nothing. After a restart
/// nobody is known, and so nobody is said to be away.
/// </summary>
/// <typeparam name="TKey">Who is heard of.</typeparam>
internal class LastSeen<TKey>(TimeProvider time)
    where TKey : notnull
{
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(12);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(10);

    // Seconds since 1970.
    private readonly ConcurrentDictionary<TKey, long> seen = new();
    private long swept;

    private long Now => time.GetUtcNow().ToUnixTimeSeconds();

    public void Seen(TKey who)
    {
        var now = Now;

        // Most polls come within the same few seconds; those write nothing.
        if (!seen.TryGetValue(who, out var before) || before < now)
        {
            seen[who] = now;
        }

        var last = Volatile.Read(ref swept);
        if (now - last >= SweepEvery.TotalSeconds && Interlocked.CompareExchange(ref swept, now, last) == last)
        {
            Sweep(now);
        }
    }

    /// <summary>When somebody was last heard of; <see langword="null"/> when they never were.</summary>
    public DateTimeOffset? Of(TKey who) => seen.TryGetValue(who, out var at) ? DateTimeOffset.FromUnixTimeSeconds(at) : null;

    /// <summary>Who was heard of since an instant.</summary>
    public IEnumerable<TKey> Since(DateTimeOffset instant)
    {
        var from = instant.ToUnixTimeSeconds();
        return seen.Where(pair => pair.Value >= from).Select(pair => pair.Key);
    }

    private void Sweep(long now)
    {
        foreach (var pair in seen.Where(pair => now - pair.Value > Forgotten.TotalSeconds))
        {
            seen.TryRemove(pair);
        }
    }
}
