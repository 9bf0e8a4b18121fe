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
        yield return Metric.Share("skips", Skips(data.Visits), data.Called.Count);
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

    private static int Skips(IReadOnlyList<Visit> visits) =>
        visits.GroupBy(visit => visit.Room, StringComparer.Ordinal).Sum(room => SkipsOfRoom(room));

    // Called while somebody with a lower ticket of the same queue still waited. At one instant those who come stand in line before
    // anybody is called, and who is called leaves it last.
    private static int SkipsOfRoom(IEnumerable<Visit> visits)
    {
        var changes = visits.SelectMany(visit => new (long At, int Order, Visit Visit)[]
        {
            (visit.JoinedAt, 0, visit),
            (visit.FirstCalledAt ?? long.MaxValue, 1, visit),
            (visit.FirstCalledAt ?? visit.EndedAt ?? long.MaxValue, 2, visit),
        }).OrderBy(change => change.At).ThenBy(change => change.Order).ThenBy(change => change.Visit.Ticket);
        var waiting = new SortedSet<long>();
        var skips = 0;
        foreach (var (at, order, visit) in changes.TakeWhile(change => change.At < long.MaxValue))
        {
            var ticket = visit.Ticket ?? 0;
            skips += order == 1 && at == visit.FirstCalledAt && waiting.Count > 0 && waiting.Min < ticket ? 1 : 0;
            _ = order == 0 ? waiting.Add(ticket) : order == 2 && waiting.Remove(ticket);
        }

        return skips;
    }
}
