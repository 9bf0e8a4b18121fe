using System.Globalization;

namespace Queue.Server.Analytics;

/// <summary>
/// The metrics of a period, made of its visits. Visits that still wait are counted as open and are in no rate. A quote is kept when the
/// first call came within its range; late means after its end, very late more than ten minutes after, early more than ten minutes
/// before its start.
/// </summary>
internal static class AnalyticsReport
{
    private const long TenMinutesMs = 600_000;
    private const long HourMs = 3_600_000;
    private const long QuarterMs = 900_000;

    public static IReadOnlyList<Metric> Of(IReadOnlyList<Visit> visits)
    {
        var finished = visits.Where(visit => visit.EndedAt is not null && !visit.Is("closed")).ToList();
        var called = visits.Where(visit => visit.FirstCalledAt is not null).ToList();
        var served = finished.Where(visit => visit.Is("served")).ToList();
        var abandoned = finished.Count(visit => (visit.Is("left") || visit.Is("kicked")) && visit.FirstCalledAt is null);
        var noShows = finished.Where(visit => visit.Is("no_show")).ToList();
        return
        [
            Joined(visits),
            Metric.Times("actual_wait", [.. called.Select(WaitMs)]),
            Metric.Times("actual_wait_seated", [.. served.Select(visit => EndMs(visit) - visit.JoinedAt)]),
            Metric.Times("quoted_wait", [.. visits.Where(visit => visit.QuotedHighMs is not null).Select(visit => visit.QuotedHighMs ?? 0)]),
            .. QuoteAccuracy([.. called.Where(visit => visit.QuotedHighMs is not null)]),
            Metric.Times("response_time", [.. served.Where(visit => visit.LastCalledAt is not null).Select(ResponseMs)]),
            Metric.Share(
                "response_within_grace",
                served.Count(visit => visit.LastCalledAt is not null && ResponseMs(visit) <= visit.CallWindowMs),
                served.Count(visit => visit.LastCalledAt is not null)),
            Metric.Share("abandon_rate", abandoned, finished.Count),
            Metric.Share("no_show_rate", noShows.Count, called.Count),
            Metric.Share("drop_off_rate", abandoned + noShows.Count, finished.Count),
            ServedPerHour(served),
            LineLength(visits),
            Metric.Share("skips", Skips(visits), called.Count),
            LostCovers([.. finished.Where(visit => visit.FirstCalledAt is null && !visit.Is("served"))]),
        ];
    }

    private static long WaitMs(Visit visit) => (visit.FirstCalledAt ?? 0) - visit.JoinedAt;

    private static long EndMs(Visit visit) => visit.EndedAt ?? 0;

    private static long ResponseMs(Visit visit) => EndMs(visit) - (visit.LastCalledAt ?? 0);

    private static Metric Joined(IReadOnlyList<Visit> visits) => new()
    {
        Name = "parties_joined",
        Unit = "count",
        Value = visits.Count,
        Numerator = visits.Count,
        Denominator = visits.Sum(visit => visit.Size ?? 0),
        N = visits.Count,
        By = visits.GroupBy(visit => (visit.Source ?? "unknown").ToLowerInvariant(), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => (double)group.Count(), StringComparer.Ordinal),
    };

    private static IEnumerable<Metric> QuoteAccuracy(IReadOnlyList<Visit> quoted)
    {
        var late = quoted.Select(visit => WaitMs(visit) - (visit.QuotedHighMs ?? 0)).ToList();
        var early = quoted.Select(visit => (visit.QuotedLowMs ?? 0) - WaitMs(visit)).ToList();
        yield return Metric.Share("quote_accuracy", late.Zip(early).Count(both => both.First <= 0 && both.Second <= 0), quoted.Count);
        yield return Metric.Share("quote_late", late.Count(ms => ms > 0), quoted.Count);
        yield return Metric.Share("quote_very_late", late.Count(ms => ms > TenMinutesMs), quoted.Count);
        yield return Metric.Share("quote_early", early.Count(ms => ms > TenMinutesMs), quoted.Count);
        yield return Metric.Times("quote_error", late);
    }

    private static Metric ServedPerHour(List<Visit> served)
    {
        var byHour = served.GroupBy(visit => EndMs(visit) / HourMs).ToDictionary(
            group => DateTimeOffset.FromUnixTimeMilliseconds(group.Key * HourMs).ToString("yyyy-MM-dd'T'HH':00Z'", CultureInfo.InvariantCulture),
            group => (double)group.Count(),
            StringComparer.Ordinal);
        var ends = served.Select(EndMs).Order().ToList();
        var peak = ends.Select((end, i) => i + 1 - ends.FindIndex(other => other > end - QuarterMs)).DefaultIfEmpty(0).Max();
        return new Metric
        {
            Name = "served_per_hour",
            Unit = "per_hour",
            Value = byHour.Count == 0 ? null : (double)served.Count / byHour.Count,
            Numerator = served.Count,
            Denominator = byHour.Count,
            N = served.Count,
            P90 = peak * 4,
            By = byHour,
        };
    }

    // The mean over the time in which anybody waited, and the most at once.
    private static Metric LineLength(IReadOnlyList<Visit> visits)
    {
        var changes = visits.SelectMany(visit =>
        {
            var left = visit.FirstCalledAt ?? visit.EndedAt;
            return left is { } end ? new[] { (At: visit.JoinedAt, Change: 1), (At: end, Change: -1) } : [(visit.JoinedAt, 1)];
        }).Order().ToList();
        var (length, most, area, busy) = (0, 0, 0.0, 0.0);
        for (var i = 0; i < changes.Count; i++)
        {
            var span = i == 0 ? 0 : changes[i].At - changes[i - 1].At;
            area += (double)length * span;
            busy += length > 0 ? span : 0;
            length += changes[i].Change;
            most = Math.Max(most, length);
        }

        return new Metric
        {
            Name = "line_length",
            Unit = "count",
            Value = busy > 0 ? area / busy : null,
            Numerator = area,
            Denominator = busy,
            N = visits.Count,
            By = new Dictionary<string, double>(StringComparer.Ordinal) { ["most"] = most },
        };
    }

    // Called while somebody with a lower ticket of the same queue still waited.
    private static int Skips(IReadOnlyList<Visit> visits) => visits.GroupBy(visit => visit.Room, StringComparer.Ordinal).Sum(room =>
        room.Count(visit => visit.FirstCalledAt is { } at && room.Any(other =>
            other.Ticket < visit.Ticket && other.JoinedAt <= at && (other.FirstCalledAt ?? other.EndedAt ?? long.MaxValue) > at)));

    private static Metric LostCovers(IReadOnlyList<Visit> lost) => new()
    {
        Name = "lost_covers",
        Unit = "count",
        Value = lost.Sum(visit => visit.Size ?? 0),
        Numerator = lost.Sum(visit => visit.Size ?? 0),
        Denominator = lost.Count,
        N = lost.Count,
    };
}
