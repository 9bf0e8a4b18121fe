namespace Queue.Server.Analytics.Report;

/// <summary>One number for managers, never without what it is made of.</summary>
internal sealed record Metric
{
    /// <summary>One of the names in <c>docs/analytics.md</c>.</summary>
    public required string Name { get; init; }

    /// <summary><c>count</c>, <c>ms</c>, <c>share</c> (0 to 1) or <c>per_hour</c>.</summary>
    public required string Unit { get; init; }

    /// <summary>The number; null when there is nothing to make it of.</summary>
    public double? Value { get; init; }

    /// <summary>What is counted or summed.</summary>
    public double? Numerator { get; init; }

    /// <summary>What it is divided by.</summary>
    public double? Denominator { get; init; }

    /// <summary>How many visits it rests on. Below 20 a rate says little.</summary>
    public required int N { get; init; }

    public double? Median { get; init; }

    /// <summary>The 90th percentile (nearest rank).</summary>
    public double? P90 { get; init; }

    /// <summary>The same number by parts, such as source or hour.</summary>
    public IReadOnlyDictionary<string, double>? By { get; init; }

    /// <summary>How many visits each of these parts rests on, where that may be few.</summary>
    public IReadOnlyDictionary<string, int>? ByN { get; init; }

    /// <summary>A share of visits.</summary>
    public static Metric Share(string name, int numerator, int denominator) => new()
    {
        Name = name,
        Unit = "share",
        Value = denominator == 0 ? null : (double)numerator / denominator,
        Numerator = numerator,
        Denominator = denominator,
        N = denominator,
    };

    /// <summary>The mean of times in milliseconds, with median and 90th percentile.</summary>
    public static Metric Times(string name, IReadOnlyCollection<long> times)
    {
        var sorted = times.Order().ToList();
        return new Metric
        {
            Name = name,
            Unit = "ms",
            Value = sorted.Count == 0 ? null : sorted.Average(),
            Numerator = sorted.Sum(),
            Denominator = sorted.Count,
            N = sorted.Count,
            Median = Percentile(sorted, 0.5),
            P90 = Percentile(sorted, 0.9),
        };
    }

    private static double? Percentile(List<long> sorted, double share) =>
        sorted.Count == 0 ? null : sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Count) - 1)];
}
