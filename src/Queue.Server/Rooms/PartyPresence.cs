using System.Collections.Concurrent;
using Queue.Core.Waitlist;

namespace Queue.Server.Rooms;

/// <summary>
/// When each party's phone was last heard of. In memory alone and never in a snapshot: it warns a host and decides nothing. After a restart
/// nobody is known, and so nobody is said to be away.
/// </summary>
internal sealed class PartyPresence(TimeProvider time)
{
    /// <summary>A party that was not heard of for this long may have gone.</summary>
    public static readonly TimeSpan QuietAfter = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(12);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(10);

    // Seconds since 1970.
    private readonly ConcurrentDictionary<PartyId, long> seen = new();
    private long swept;

    private long Now => time.GetUtcNow().ToUnixTimeSeconds();

    public void Seen(PartyId party)
    {
        var now = Now;

        // Most polls come within the same few seconds; those write nothing.
        if (!seen.TryGetValue(party, out var before) || before < now)
        {
            seen[party] = now;
        }

        var last = Volatile.Read(ref swept);
        if (now - last >= SweepEvery.TotalSeconds && Interlocked.CompareExchange(ref swept, now, last) == last)
        {
            Sweep(now);
        }
    }

    /// <summary>When a party was last heard of; <see langword="null"/> when it never was.</summary>
    public DateTimeOffset? Of(PartyId party) => seen.TryGetValue(party, out var at) ? DateTimeOffset.FromUnixTimeSeconds(at) : null;

    /// <summary>The parties that were heard of since an instant.</summary>
    public IEnumerable<PartyId> Since(DateTimeOffset instant)
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
