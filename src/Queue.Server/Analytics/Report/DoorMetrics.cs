namespace Queue.Server.Analytics.Report;

/// <summary>What hosts promised of their own, who walked away at the door, who asked for more time, and how often a host erred.</summary>
internal static class DoorMetrics
{
    public static IEnumerable<Metric> Of(ReportData data)
    {
        List<Visit> byHost = [.. data.Visits.Where(visit => string.Equals(visit.Source, "Host", StringComparison.Ordinal))];
        List<Visit> own = [.. byHost.Where(visit => visit.SuggestedHighMs is not null && visit.QuotedHighMs is not null)];
        yield return Metric.Share("host_promise", own.Count, byHost.Count);
        yield return Metric.Times("host_promise_change", [.. own.Select(visit => (visit.QuotedHighMs ?? 0) - (visit.SuggestedHighMs ?? 0))]);
        yield return WalkAway(data);

        List<Visit> snoozed = [.. data.Visits.Where(visit => visit.Snoozes > 0)];
        yield return Metric.Share("snooze_use", snoozed.Count, data.Visits.Count) with
        {
            By = new Dictionary<string, double>(StringComparer.Ordinal) { ["times"] = snoozed.Sum(visit => visit.Snoozes) },
        };
        yield return Metric.Times("snooze_time", [.. snoozed.Select(visit => visit.SnoozedMs)]);
        List<Visit> over = [.. snoozed.Where(visit => visit.EndedAt is not null)];
        yield return Metric.Share("snooze_seated", over.Count(visit => visit.Is("served")), over.Count);
        yield return Counted("held", data.Visits, visit => visit.Holds);
        yield return Counted("moved", data.Visits, visit => visit.MovesByHost + visit.MovesByGuest) with
        {
            By = new Dictionary<string, double>(StringComparer.Ordinal)
            {
                ["host"] = data.Visits.Sum(visit => visit.MovesByHost),
                ["guest"] = data.Visits.Sum(visit => visit.MovesByGuest),
            },
        };
        yield return Counted("resized", data.Visits, visit => visit.Resizes) with
        {
            By = new Dictionary<string, double>(StringComparer.Ordinal) { ["promised_anew"] = data.Visits.Sum(visit => visit.Requotes) },
        };
        yield return Counted("still_here", data.Visits, visit => visit.StillHere);
        yield return Metric.Share("mistakes", data.Rows.Mistakes, data.Rows.Mistakes + data.Visits.Count);
        yield return Metric.Share("calls_undone", (int)data.Visits.Sum(visit => visit.CallsUndone), (int)data.Visits.Sum(visit => visit.Calls + visit.CallsUndone));
    }

    private static Metric WalkAway(ReportData data) =>
        Metric.Share("walk_away_rate", data.Declined.Count, data.Declined.Count + data.Visits.Count) with
        {
            By = data.Declined.Count == 0 ? null : new Dictionary<string, double>(StringComparer.Ordinal)
            {
                ["people"] = data.Declined.Sum(act => act.Size ?? 0),
                ["promised_low_ms"] = data.Declined.Average(act => act.LowMs ?? 0),
                ["promised_high_ms"] = data.Declined.Average(act => act.HighMs ?? 0),
            },
        };

    private static Metric Counted(string name, IReadOnlyList<Visit> visits, Func<Visit, long> count) => new()
    {
        Name = name,
        Unit = "count",
        Value = visits.Sum(count),
        Numerator = visits.Sum(count),
        Denominator = visits.Count,
        N = visits.Count,
    };
}
