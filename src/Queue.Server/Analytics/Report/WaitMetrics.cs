namespace Queue.Server.Analytics.Report;

/// <summary>Who came, how long they waited, and what they were told.</summary>
internal static class WaitMetrics
{
    public static IEnumerable<Metric> Of(ReportData data)
    {
        var people = data.Visits.Sum(visit => visit.Size ?? 0);
        yield return Joined("parties_joined", data, data.Visits.Count, 1, group => group.Count());
        yield return Joined("people_joined", data, people, data.Visits.Count, group => group.Sum(visit => visit.Size ?? 0));
        yield return Metric.Times("actual_wait", [.. data.Called.Select(WaitMs)]);
        yield return Metric.Times("actual_wait_seated", [.. data.Served.Select(visit => (visit.EndedAt ?? 0) - visit.JoinedAt)]);
        yield return Quoted([.. data.Visits.Where(visit => visit.QuotedHighMs is not null)]);
    }

    /// <summary>From joining to the first call.</summary>
    public static long WaitMs(Visit visit) => (visit.FirstCalledAt ?? 0) - visit.JoinedAt;

    private static Metric Joined(string name, ReportData data, long value, long denominator, Func<IEnumerable<Visit>, long> count) => new()
    {
        Name = name,
        Unit = "count",
        Value = value,
        Numerator = value,
        Denominator = denominator,
        N = data.Visits.Count,
        By = data.Visits.GroupBy(visit => (visit.Source ?? "unknown").ToLowerInvariant(), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => (double)count(group), StringComparer.Ordinal),
    };

    private static Metric Quoted(List<Visit> quoted) => Metric.Times("quoted_wait", [.. quoted.Select(visit => visit.QuotedHighMs ?? 0)]) with
    {
        By = quoted.Count == 0 ? null : new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["low"] = quoted.Average(visit => visit.QuotedLowMs ?? 0),
            ["high"] = quoted.Average(visit => visit.QuotedHighMs ?? 0),
        },
    };
}
