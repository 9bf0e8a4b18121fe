namespace Queue.Benchmarks.Load;

/// <summary>Times of many requests.</summary>
internal sealed class Latencies
{
    private readonly List<TimeSpan> times = [];

    public int Count => times.Count;

    public void Add(Latencies others) => times.AddRange(others.times);

    public void Add(TimeSpan time) => times.Add(time);

    /// <summary>The time that this share of the requests did not exceed.</summary>
    public TimeSpan Quantile(double share)
    {
        times.Sort();
        return times[(int)Math.Min(times.Count - 1, Math.Ceiling(share * times.Count) - 1)];
    }

    public override string ToString() =>
        $"p50 {Quantile(0.5).TotalMilliseconds:F1}, p99 {Quantile(0.99).TotalMilliseconds:F1}, max {Quantile(1).TotalMilliseconds:F1} ms";
}
