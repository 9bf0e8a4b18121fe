using System.Globalization;

namespace Queue.Server.Analytics.Report;

/// <summary>How fast the line moved, and whether in order.</summary>
internal static class FlowMetrics
{
    private const int QuartersPerHour = 4;

    public static IEnumerable<Metric> Of(ReportData data)
    {
        yield return PerHour("served_per_hour", data, _ => 1);
        yield return PerHour("people_served_per_hour", data, visit => visit.Size ?? 0);
        var peak = BusiestQuarter([.. data.Served.Select(visit => visit.EndedAt ?? 0).Order()]);
        yield return new Metric
        {
            Name = "served_peak_hour",
            Unit = "per_hour",
            Value = data.Served.Count == 0 ? null : peak * QuartersPerHour,
            Numerator = peak,
            Denominator = 1.0 / QuartersPerHour,
            N = data.Served.Count,
        };
        yield return Metric.Share("skips", data.Skips.Count, data.Called.Count) with
        {
            By = data.Skips.GroupBy(skip => skip.Reason, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => (double)group.Count(), StringComparer.Ordinal),
        };
    }

    private static Metric PerHour(string name, ReportData data, Func<Visit, long> count)
    {
        var byHour = data.Served.GroupBy(visit => (visit.EndedAt ?? 0) / ReportData.HourMs).OrderBy(group => group.Key).ToDictionary(
            group => DateTimeOffset.FromUnixTimeMilliseconds(group.Key * ReportData.HourMs)
                .ToString("yyyy-MM-dd'T'HH':00Z'", CultureInfo.InvariantCulture),
            group => (double)group.Sum(count),
            StringComparer.Ordinal);
        var sum = data.Served.Sum(count);
        return new Metric
        {
            Name = name,
            Unit = "per_hour",
            Value = byHour.Count == 0 ? null : (double)sum / byHour.Count,
            Numerator = sum,
            Denominator = byHour.Count,
            N = data.Served.Count,
            By = byHour,
        };
    }

    private static int BusiestQuarter(List<long> ends)
    {
        var (first, most) = (0, 0);
        for (var last = 0; last < ends.Count; last++)
        {
            while (ends[first] <= ends[last] - ReportData.QuarterMs)
            {
                first++;
            }

            most = Math.Max(most, last - first + 1);
        }

        return most;
    }
}
