using System.Collections.Immutable;
using Queue.Core.Waitlist;

namespace Queue.Core.Estimates;

/// <summary>What is believed of a venue before its first evening: how often a party of each size band leaves the line.</summary>
public sealed record VenuePrior
{
    /// <summary>Minutes between two departures of the whole line when the set-up says nothing.</summary>
    public const double DefaultLineMinutes = 2;

    /// <summary>Shares of the parties by size band, smallest first, that a restaurant with tables of all sizes may have.</summary>
    public static readonly ImmutableArray<double> UsualShares = [0.54, 0.32, 0.14];

    /// <summary>Nothing is known.</summary>
    public static readonly VenuePrior Unknown = new();

    /// <summary>Minutes that a party keeps a table; only with <see cref="Tables"/>.</summary>
    public double? TurnMinutes { get; init; }

    /// <summary>Tables by the size band of their seats, smallest first; not all in the last.</summary>
    public ImmutableArray<int>? Tables { get; init; }

    /// <summary>
    /// Minutes between two departures where every party can be served anywhere: there the whole line is one, as if all parties
    /// were of the first size band.
    /// </summary>
    public double? LineMinutes { get; init; }

    /// <summary>How many departures the belief counts for: more when somebody told us than when nobody did.</summary>
    internal double Weight => Tables is null && LineMinutes is null ? 6 : 12;

    // How many parties the usual shares count for; tables already say something of who comes.
    private double SharesWeight => Tables is null ? 20 : 8;

    /// <summary>Reads the set-up answers of a waitlist: turn time and tables, or else service time and counters.</summary>
    /// <param name="options">The waitlist's options.</param>
    /// <returns>The belief; <see cref="Unknown"/> unless both answers of a pair are there.</returns>
    public static VenuePrior From(WaitlistOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options is { TurnMinutes: { } turn, Tables: { Count: > 0 } tables } ? ForTables(turn, tables)
            : options is { ServiceMinutes: { } service, Counters: { } counters } ? ForCounters(service, counters)
            : Unknown;
    }

    /// <summary>
    /// The belief for a venue with tables. Where all are large enough for everybody the line is one. Parties larger than every table
    /// are thought to take their turn as often as those that fit the largest.
    /// </summary>
    /// <param name="turnMinutes">Minutes that a party keeps a table, above 0.</param>
    /// <param name="tables">The tables, at least one.</param>
    /// <returns>The belief.</returns>
    public static VenuePrior ForTables(double turnMinutes, IEnumerable<TableGroup> tables)
    {
        var counts = new int[SizeBand.All.Count];
        foreach (var (seats, count) in tables)
        {
            counts[SizeBand.IndexOf(SizeBand.Of(seats))] += count;
        }

        return counts[..^1].All(count => count == 0)
            ? new VenuePrior { LineMinutes = turnMinutes / counts[^1] }
            : new VenuePrior { TurnMinutes = turnMinutes, Tables = [.. counts] };
    }

    /// <summary>The belief for a venue that serves everybody at counters.</summary>
    /// <param name="serviceMinutes">Minutes of one service, above 0.</param>
    /// <param name="counters">How many there are, 1 or more.</param>
    /// <returns>The belief.</returns>
    public static VenuePrior ForCounters(double serviceMinutes, int counters) => new() { LineMinutes = serviceMinutes / counters };

    /// <summary>The band of a party.</summary>
    internal int BandOf(int size) => LineMinutes is null ? SizeBand.IndexOf(SizeBand.Of(size)) : 0;

    /// <summary>A band's share of the parties.</summary>
    internal double ShareOf(int band, double ofBand, double ofAll) =>
        (SharesWeight * UsualShares[band] + ofBand) / (SharesWeight + ofAll);

    /// <summary>Minutes between two departures of a band.</summary>
    /// <param name="band">0, 1 or 2.</param>
    /// <param name="shares">The bands' shares of the parties, each above 0.</param>
    /// <returns>Minutes, above 0.</returns>
    public double MinutesFor(int band, ReadOnlySpan<double> shares) =>
        LineMinutes
        ?? (TurnMinutes is { } turn && Tables is { } tables
            ? turn / Math.Max(TablesFor(band, tables, shares), 0.3)
            : DefaultLineMinutes / shares[band]);

    // A party sits at a table of its band or of a larger one. Tables are dealt out by demand as evenly as that allows: the bands
    // from some band up that have least for their demand get just their own tables, and the rest is dealt among the bands below.
    private static double TablesFor(int band, ImmutableArray<int> tables, ReadOnlySpan<double> shares)
    {
        var fitted = tables.Length - 1;
        while (fitted > 0 && tables[fitted] == 0)
        {
            fitted--;
        }

        band = Math.Min(band, fitted);
        for (var top = fitted; ;)
        {
            double least = double.PositiveInfinity, count = 0, demand = 0;
            var from = top;
            for (var below = top; below >= 0; below--)
            {
                count += tables[below];
                demand += shares[below];
                if (count / demand < least)
                {
                    (least, from) = (count / demand, below);
                }
            }

            if (band >= from)
            {
                return least * shares[band];
            }

            top = from - 1;
        }
    }
}
