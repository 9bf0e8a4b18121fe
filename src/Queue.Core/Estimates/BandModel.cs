using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Queue.Core.Estimates;

/// <summary>What was learned of one size band, older evenings counting less.</summary>
/// <param name="BusyMinutes">Minutes in which somebody of the band waited, by hour of the day from 0 to 23.</param>
/// <param name="Departures">Parties of the band that left the line, by hour of the day.</param>
/// <param name="Sums">The sums of the line fitted to the waits.</param>
/// <param name="Ratios">How waits compared with what was told: counts by ratio.</param>
public sealed record BandModel(
    [property: JsonConverter(typeof(NumbersConverter<double>))] ImmutableArray<double> BusyMinutes,
    [property: JsonConverter(typeof(NumbersConverter<double>))] ImmutableArray<double> Departures,
    [property: JsonConverter(typeof(NumbersConverter<double>))] ImmutableArray<double> Sums,
    [property: JsonConverter(typeof(NumbersConverter<double>))] ImmutableArray<double> Ratios)
{
    internal const int Hours = 24;

    // Digits kept: enough that forgetting a fiftieth each evening is never rounded away, few enough for 2 KB.
    private const int CountDigits = 4;
    private const int SumDigits = 5;

    /// <summary>Nothing.</summary>
    internal static readonly BandModel Empty = new(Zeros(Hours), Zeros(Hours), Zeros(LineFit.Length), Zeros(RatioSketch.Bins));

    /// <summary>Whether it has the right numbers of finite values, none negative where that would be nonsense.</summary>
    internal bool IsUsable =>
        IsCounts(BusyMinutes, Hours) && IsCounts(Departures, Hours) && IsCounts(Ratios, RatioSketch.Bins)
        && !Sums.IsDefault && Sums.Length == LineFit.Length && Sums.All(double.IsFinite) && LineFit.HasSquares(Sums.AsSpan());

    /// <summary>Lets the past fade by a factor and adds an evening.</summary>
    internal BandModel Fold(BandEvening tonight, double kept) => new(
        Fade(BusyMinutes, kept, hour => tonight.BusySeconds[hour] / 60.0, CountDigits),
        Fade(Departures, kept, hour => tonight.Departures[hour], CountDigits),
        Fade(Sums, kept, i => tonight.Sums[i], SumDigits),
        Fade(Ratios, kept, bin => tonight.Ratios[bin], CountDigits));

    private static ImmutableArray<double> Fade(ImmutableArray<double> values, double kept, Func<int, double> added, int digits) =>
        [.. values.Select((value, i) => Rounding.Significant(value * kept + added(i), digits))];

    private static bool IsCounts(ImmutableArray<double> values, int length) =>
        !values.IsDefault && values.Length == length && values.All(value => double.IsFinite(value) && value >= 0);

    private static ImmutableArray<double> Zeros(int length) => [.. new double[length]];
}
