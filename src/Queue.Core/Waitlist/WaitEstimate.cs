namespace Queue.Core.Waitlist;

/// <summary>How long a party will wait from now: a range, in milliseconds.</summary>
/// <param name="LowMs">The lower end, 0 or more.</param>
/// <param name="HighMs">The upper end, at least <paramref name="LowMs"/>.</param>
public readonly record struct WaitEstimate(long LowMs, long HighMs)
{
    private const long MsPerMinute = 60_000;

    /// <summary>Minutes between two departures when nothing was said about tables or counters.</summary>
    private const double DefaultPaceMinutes = 3;

    /// <summary>The middle of the range, the one number that old clients show.</summary>
    public long MiddleMs => (LowMs + HighMs) / 2;

    /// <summary>
    /// Estimates without data of the evening: D = parties that leave the line before this one × minutes between two departures,
    /// range D to 1.5 × D, nothing when nobody is ahead. The minutes come from the set-up answers: turn time / tables that fit the
    /// party's band, or service time / counters; else 3 minutes a party ahead.
    /// </summary>
    /// <param name="options">The waitlist's options, with the set-up answers.</param>
    /// <param name="size">The party's size.</param>
    /// <param name="ahead">Live parties ahead of it.</param>
    /// <param name="aheadInBand">Those of them in its size band.</param>
    /// <returns>The range.</returns>
    public static WaitEstimate For(WaitlistOptions options, int size, int ahead, int aheadInBand)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (ahead == 0)
        {
            return default;
        }

        var minutes =
            TablePace(options, SizeBand.Of(size)) is { } table ? (aheadInBand + 1) * table
            : options is { ServiceMinutes: { } service, Counters: { } counters } ? (ahead + 1) * (double)service / counters
            : ahead * DefaultPaceMinutes;
        return new WaitEstimate(Round(minutes), Round(1.5 * minutes));
    }

    private static double? TablePace(WaitlistOptions options, SizeBand band)
    {
        if (options is not { TurnMinutes: { } turn, Tables: { Count: > 0 } tables })
        {
            return null;
        }

        // A band without tables of its own sits at any that are large enough, or else at all of them.
        var fitting = tables.Where(t => band.Contains(t.Seats)).Sum(t => t.Count);
        fitting = fitting > 0 ? fitting : tables.Where(t => t.Seats >= band.MinSize).Sum(t => t.Count);
        return (double)turn / (fitting > 0 ? fitting : tables.Sum(t => t.Count));
    }

    private static long Round(double minutes) => (long)Math.Round(minutes * MsPerMinute);
}
