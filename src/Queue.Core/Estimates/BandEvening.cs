using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Queue.Core.Estimates;

/// <summary>What happened in one size band this evening, summed up.</summary>
/// <param name="BusySeconds">Seconds in which somebody of the band waited, by hour of the day from 0 to 23.</param>
/// <param name="Departures">Parties of the band that left the line, by hour of the day.</param>
/// <param name="Sums">The sums of the line fitted to the waits.</param>
/// <param name="Ratios">How waits compared with what was told: counts by ratio.</param>
public sealed record BandEvening(
    [property: JsonConverter(typeof(NumbersConverter<int>))] ImmutableArray<int> BusySeconds,
    [property: JsonConverter(typeof(NumbersConverter<int>))] ImmutableArray<int> Departures,
    [property: JsonConverter(typeof(NumbersConverter<double>))] ImmutableArray<double> Sums,
    [property: JsonConverter(typeof(NumbersConverter<int>))] ImmutableArray<int> Ratios)
{
    /// <summary>Nothing yet.</summary>
    internal static readonly BandEvening Empty = new(
        [.. new int[BandModel.Hours]], [.. new int[BandModel.Hours]], BandModel.Empty.Sums, [.. new int[RatioSketch.Bins]]);

    /// <summary>Whether a party of the band has left the line.</summary>
    internal bool HasTurned => Departures.Any(count => count > 0);

    /// <summary>Counts time with somebody waiting.</summary>
    internal BandEvening Waited(int hour, int seconds) => this with { BusySeconds = BusySeconds.SetItem(hour, BusySeconds[hour] + seconds) };

    /// <summary>Counts a departure, or takes one back with <paramref name="sign"/> −1.</summary>
    internal BandEvening Count(int hour, in Departure departure, int sign)
    {
        var counted = this with { Departures = Departures.SetItem(hour, Departures[hour] + sign) };
        if (!departure.Called)
        {
            return counted;
        }

        var inputs = departure.Party.Inputs;
        var waited = departure.WaitedSeconds / 60.0;
        var bin = RatioSketch.BinOf(waited, inputs.ToldMinutes);
        return counted with
        {
            Sums = LineFit.Add(Sums, inputs, waited, sign),
            Ratios = Ratios.SetItem(bin, Ratios[bin] + sign),
        };
    }
}
