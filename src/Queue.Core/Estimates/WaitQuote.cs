namespace Queue.Core.Estimates;

/// <summary>An estimate of a wait, in minutes from now.</summary>
/// <param name="LowMinutes">The lower end: 0 or more, a multiple of 5.</param>
/// <param name="HighMinutes">The upper end, which the host says: a multiple of 5, at least 5 above the lower.</param>
/// <param name="PointMinutes">The likeliest wait, not rounded to steps; what estimates are scored by.</param>
/// <param name="Method">What it was made by, with its version.</param>
/// <param name="Inputs">What it was made from.</param>
public readonly record struct WaitQuote(int LowMinutes, int HighMinutes, double PointMinutes, string Method, QuoteInputs Inputs)
{
    /// <summary>Minutes between two ends that can be told.</summary>
    public const int StepMinutes = 5;

    /// <summary>The method while little is known: the band's pace, with the last waits.</summary>
    public const string PaceMethod = "pace/1";

    /// <summary>The method once enough parties of the band were called: a line fitted to the waits.</summary>
    public const string LineMethod = "line/1";

    /// <summary>About a week: no wait that is told is longer.</summary>
    internal const double LongestMinutes = 10_000;

    /// <summary>The same estimate where nobody is called after some time.</summary>
    /// <param name="minutesLeft">Minutes until then; what is below 0 counts as 0.</param>
    /// <returns>The estimate with no end more than a step beyond.</returns>
    public WaitQuote CappedAt(double minutesLeft)
    {
        var left = Math.Clamp(minutesLeft, 0, LongestMinutes);
        var high = Math.Min(HighMinutes, Math.Max(Up(left), StepMinutes));
        return this with
        {
            LowMinutes = Math.Min(LowMinutes, high - StepMinutes),
            HighMinutes = high,
            PointMinutes = Math.Min(PointMinutes, left),
        };
    }

    internal static WaitQuote Of(double low, double point, double high, string method, in QuoteInputs inputs)
    {
        var lowest = (int)Math.Floor(Math.Min(low, LongestMinutes) / StepMinutes) * StepMinutes;
        var highest = Math.Max(Up(Math.Min(high, LongestMinutes)), lowest + StepMinutes);
        return new WaitQuote(lowest, highest, Math.Min(point, LongestMinutes), method, inputs);
    }

    private static int Up(double minutes) => (int)Math.Ceiling(minutes / StepMinutes) * StepMinutes;
}
