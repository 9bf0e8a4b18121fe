using Queue.Core.Estimates;

namespace Queue.Core.Waitlist;

/// <summary>How long a party will wait from now: a range, in milliseconds.</summary>
/// <param name="LowMs">The lower end, 0 or more.</param>
/// <param name="HighMs">The upper end, at least <paramref name="LowMs"/>.</param>
public readonly record struct WaitEstimate(long LowMs, long HighMs)
{
    private const long MsPerMinute = 60_000;

    /// <summary>The middle of the range, the one number that old clients show.</summary>
    public long MiddleMs => (LowMs + HighMs) / 2;

    /// <summary>The range of an estimate.</summary>
    /// <param name="quote">The estimate.</param>
    /// <returns>The same in milliseconds.</returns>
    public static WaitEstimate Of(in WaitQuote quote) => new(quote.LowMinutes * MsPerMinute, quote.HighMinutes * MsPerMinute);
}

/// <summary>How a promise was made: with the real wait, what the method is judged by.</summary>
/// <param name="Method">The method with its version (<see cref="WaitQuote.Method"/>).</param>
/// <param name="PointMinutes">The likeliest wait.</param>
/// <param name="Inputs">What it was made from.</param>
public sealed record QuoteBasis(string Method, double PointMinutes, QuoteInputs Inputs)
{
    /// <summary>How an estimate was made.</summary>
    /// <param name="quote">The estimate.</param>
    /// <returns>Its basis, the point to a tenth of a minute.</returns>
    public static QuoteBasis Of(in WaitQuote quote) => new(quote.Method, Math.Round(quote.PointMinutes, 1), quote.Inputs);
}
