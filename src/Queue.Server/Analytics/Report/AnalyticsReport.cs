namespace Queue.Server.Analytics.Report;

/// <summary>The metrics of a period. Visits that still wait are counted as open and are in no rate. The names are in <c>docs/analytics.md</c>.</summary>
internal static class AnalyticsReport
{
    public static IReadOnlyList<Metric> Of(ReportData data) =>
    [
        .. WaitMetrics.Of(data),
        .. QuoteMetrics.Of(data),
        .. DoorMetrics.Of(data),
        .. OutcomeMetrics.Of(data),
        .. FlowMetrics.Of(data),
        LineMetric.Of(data),
        .. PushMetrics.Of(data),
        PauseMetric.Of(data),
    ];
}
