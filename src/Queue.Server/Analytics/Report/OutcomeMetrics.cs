namespace Queue.Server.Analytics.Report;

/// <summary>How visits ended.</summary>
internal static class OutcomeMetrics
{
    public static IEnumerable<Metric> Of(ReportData data)
    {
        List<Visit> came = [.. data.Served.Where(visit => visit.LastCalledAt is not null)];
        yield return Metric.Times("response_time", [.. came.Select(ResponseMs)]);
        yield return Metric.Share("response_within_grace", came.Count(visit => ResponseMs(visit) <= visit.CallWindowMs), came.Count);
        yield return Metric.Share("abandon_rate", data.Abandoned.Count, data.Finished.Count) with { By = ByPromise(data.Abandoned) };

        var noShows = data.Finished.Count(visit => visit.Is("no_show"));
        yield return Metric.Share("no_show_rate", noShows, data.Called.Count(visit => visit.EndedAt is not null));
        yield return Metric.Share("drop_off_rate", data.Abandoned.Count + noShows, data.Finished.Count);
        yield return LostCovers(data);
        yield return Restored(data.Visits);
    }

    private static long ResponseMs(Visit visit) => (visit.EndedAt ?? 0) - (visit.LastCalledAt ?? 0);

    // Whether they gave up on a promise that still held, or on one that was broken.
    private static Dictionary<string, double> ByPromise(IReadOnlyList<Visit> abandoned)
    {
        var promised = abandoned.Where(visit => visit.PromisedHighMs is not null).ToList();
        var after = promised.Count(visit => visit.EndedAt - visit.JoinedAt > visit.PromisedHighMs);
        return new Dictionary<string, double>(StringComparer.Ordinal) { ["before_promise"] = promised.Count - after, ["after_promise"] = after };
    }

    // Those that the queue's closing ended count when they had ended before.
    private static Metric Restored(IReadOnlyList<Visit> visits)
    {
        var restored = visits.Count(visit => visit.Restores > 0);
        return Metric.Share("restored", restored, visits.Count(visit => visit.Restores > 0 || (visit.EndedAt is not null && !visit.Is("closed"))));
    }

    private static Metric LostCovers(ReportData data)
    {
        var (left, declined) = (data.Abandoned.Sum(visit => visit.Size ?? 0), data.Declined.Sum(act => act.Size ?? 0));
        return new Metric
        {
            Name = "lost_covers",
            Unit = "count",
            Value = left + declined,
            Numerator = left + declined,
            Denominator = data.Abandoned.Count + data.Declined.Count,
            N = data.Abandoned.Count + data.Declined.Count,
            By = new Dictionary<string, double>(StringComparer.Ordinal) { ["line"] = left, ["door"] = declined },
        };
    }
}
