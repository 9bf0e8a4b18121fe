using System.Diagnostics.Metrics;
using System.Globalization;

namespace Queue.Server.Metrics;

/// <summary>
/// How the polls of waitlists went. One process counts its own; a writer also takes in what its readers tell, so that it knows of all. A poll
/// costs two pairs of additions and no allocation.
/// </summary>
internal sealed class PollHealth
{
    /// <summary>How far back <see cref="Read"/> looks.</summary>
    public const int WindowMinutes = 5;

    private const int Unchanged = 0;
    private const int Changed = 1;
    private const int FirstBound = 2;

    // Milliseconds; the last stands for everything above the one before it.
    private static readonly double[] Bounds = [0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 10_000];

    private readonly TimeProvider time;
    private readonly DateTimeOffset start;
    private readonly long[] own = new long[Length];
    private readonly Minute[] minutes = [.. Enumerable.Range(0, WindowMinutes + 1).Select(_ => new Minute(0))];

    public PollHealth(IMeterFactory meters, TimeProvider time)
    {
        this.time = time;
        start = time.GetUtcNow();
        meters.Create("Queue.Polls").CreateObservableCounter(
            "queue.polls", () => new[] { Of("unchanged", Unchanged), Of("changed", Changed) }, "{poll}", "Polls of waitlists that this process answered, by answer.");
    }

    /// <summary>How many numbers there are in <see cref="Own"/>.</summary>
    public static int Length => FirstBound + Bounds.Length;

    /// <summary>What this process answered since it started: unchanged, changed, and how many took how long.</summary>
    public long[] Own => [.. Enumerable.Range(0, Length).Select(index => Volatile.Read(ref own[index]))];

    /// <summary>Notes an answer; without a duration when the client had asked to wait.</summary>
    public void Answered(bool unchanged, TimeSpan? took)
    {
        var counts = Current();
        var answer = unchanged ? Unchanged : Changed;
        Interlocked.Increment(ref own[answer]);
        Interlocked.Increment(ref counts[answer]);
        if (took is { TotalMilliseconds: var milliseconds })
        {
            var bound = 0;
            while (bound < Bounds.Length - 1 && milliseconds > Bounds[bound])
            {
                bound++;
            }

            Interlocked.Increment(ref own[FirstBound + bound]);
            Interlocked.Increment(ref counts[FirstBound + bound]);
        }
    }

    /// <summary>Takes in what another process answered lately.</summary>
    public void Add(ReadOnlySpan<long> others)
    {
        var counts = Current();
        for (var i = 0; i < Length; i++)
        {
            Interlocked.Add(ref counts[i], others[i]);
        }
    }

    /// <summary>The last minutes, this one included.</summary>
    public Reading Read()
    {
        var now = time.GetUtcNow();
        var oldest = MinuteOf(now) - WindowMinutes + 1;
        var counts = new long[Length];
        foreach (var minute in minutes.Where(minute => minute.Number >= oldest))
        {
            for (var i = 0; i < Length; i++)
            {
                counts[i] += Volatile.Read(ref minute.Counts[i]);
            }
        }

        var from = Math.Max(oldest * 60d, start.ToUnixTimeMilliseconds() / 1000d);
        var seconds = Math.Max((now.ToUnixTimeMilliseconds() / 1000d) - from, 1);
        var polls = counts[Unchanged] + counts[Changed];
        return new Reading(polls, polls * 60 / seconds, polls == 0 ? null : (double)counts[Unchanged] / polls, Percentile95(counts.AsSpan(FirstBound)));
    }

    private static double? Percentile95(ReadOnlySpan<long> counts)
    {
        long all = 0;
        foreach (var count in counts)
        {
            all += count;
        }

        long below = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            below += counts[i];
            if (all > 0 && below * 20 >= all * 19)
            {
                return Bounds[i];
            }
        }

        return null;
    }

    private static long MinuteOf(DateTimeOffset instant) => instant.ToUnixTimeSeconds() / 60;

    // Two that begin a minute at once make it once; who still has the old one counts there, which nobody reads any more.
    private long[] Current()
    {
        var number = MinuteOf(time.GetUtcNow());
        ref var slot = ref minutes[number % minutes.Length];
        var found = Volatile.Read(ref slot);
        if (found.Number != number)
        {
            Interlocked.CompareExchange(ref slot, new Minute(number), found);
            found = Volatile.Read(ref slot);
        }

        return found.Counts;
    }

    private Measurement<long> Of(string answer, int index) => new(Volatile.Read(ref own[index]), new KeyValuePair<string, object?>("answer", answer));

    /// <param name="Polls">How many were answered.</param>
    /// <param name="PerMinute">How many a minute.</param>
    /// <param name="UnchangedShare">The share that needed no body (304), 0 to 1; <see langword="null"/> without polls.</param>
    /// <param name="P95Milliseconds">95 of 100 took at most this long in the process that answered, held ones apart; rounded up to a bound.</param>
    internal readonly record struct Reading(long Polls, double PerMinute, double? UnchangedShare, double? P95Milliseconds);

    private sealed class Minute(long number)
    {
        public long Number { get; } = number;

        public long[] Counts { get; } = new long[Length];
    }
}

/// <summary>What a reader tells its writer of its polls: numbers, of which there are always as many.</summary>
internal static class PollMessage
{
    public static string Write(ReadOnlySpan<long> now, ReadOnlySpan<long> before)
    {
        var delta = new long[now.Length];
        for (var i = 0; i < delta.Length; i++)
        {
            delta[i] = now[i] - before[i];
        }

        return string.Join(',', delta.Select(number => number.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>Reads a message; what is none gives <see langword="false"/>.</summary>
    public static bool TryParse(string message, out long[] counts)
    {
        counts = new long[PollHealth.Length];
        var parts = message.Length > counts.Length * 12 ? [] : message.Split(',');
        if (parts.Length != counts.Length)
        {
            return false;
        }

        for (var i = 0; i < counts.Length; i++)
        {
            if (!long.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out counts[i]))
            {
                return false;
            }
        }

        return true;
    }
}
