namespace Queue.Core.Estimates;

/// <summary>
/// How real waits compare with what was told: counts of (wait + 3) / (told + 3), minutes, in 20 bins, each 13 % wider than the one
/// before. Quantiles are straight lines within a bin, so they are exact to a few per cent.
/// </summary>
internal static class RatioSketch
{
    public const int Bins = 20;
    private const double Offset = 3;
    private static readonly double[] Edges = MakeEdges();

    public static int BinOf(double waited, double told)
    {
        var ratio = (waited + Offset) / (told + Offset);
        var bin = 0;
        while (bin < Bins - 1 && ratio >= Edges[bin + 1])
        {
            bin++;
        }

        return bin;
    }

    /// <summary>A told wait, moved to a quantile of how it turned out before; 0 or more.</summary>
    public static double Apply(double ratio, double told) => Math.Max(0, (told + Offset) * ratio - Offset);

    /// <summary>The ratio below which this share of the counts is.</summary>
    public static double Quantile(ReadOnlySpan<double> counts, double total, double share)
    {
        var left = share * total;
        for (var bin = 0; bin < Bins; bin++)
        {
            if (counts[bin] > 0 && left <= counts[bin])
            {
                return Edges[bin] + (Edges[bin + 1] - Edges[bin]) * (left / counts[bin]);
            }

            left -= counts[bin];
        }

        return Edges[Bins];
    }

    private static double[] MakeEdges()
    {
        var edges = new double[Bins + 1];
        edges[0] = 0.3;
        for (var i = 1; i <= Bins; i++)
        {
            edges[i] = edges[i - 1] * 1.13;
        }

        return edges;
    }
}
