using System.Globalization;
using Queue.Core.Waitlist;

namespace Queue.Server.Analytics.Report;

/// <summary>
/// Whether promises were kept. A quote is the promise that held at the first call; it is kept when that came within its range; late means after its end, very late more than
/// ten minutes after, early more than ten minutes before its start.
/// </summary>
internal static class QuoteMetrics
{
    private const long TenMinutesMs = 10 * ReportData.MinuteMs;

    public static IEnumerable<Metric> Of(ReportData data)
    {
        List<Visit> quoted = [.. data.Called.Where(visit => visit.PromisedHighMs is not null)];
        var parts = quoted.GroupBy(Band, StringComparer.Ordinal).Concat(quoted.GroupBy(visit => Hour(data, visit), StringComparer.Ordinal))
            .OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
        yield return Share("quote_accuracy", quoted, IsKept) with
        {
            By = parts.ToDictionary(group => group.Key, group => group.Average(visit => IsKept(visit) ? 1.0 : 0), StringComparer.Ordinal),
            ByN = parts.ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal),
        };
        yield return Share("quote_late", quoted, visit => LateMs(visit) > 0);
        yield return Share("quote_very_late", quoted, visit => LateMs(visit) > TenMinutesMs);
        yield return Share("quote_early", quoted, visit => EarlyMs(visit) > TenMinutesMs);
        yield return Metric.Times("quote_error", [.. quoted.Select(LateMs)]);
    }

    private static Metric Share(string name, List<Visit> quoted, Func<Visit, bool> isSo) => Metric.Share(name, quoted.Count(isSo), quoted.Count);

    private static bool IsKept(Visit visit) => LateMs(visit) <= 0 && EarlyMs(visit) <= 0;

    private static long LateMs(Visit visit) => WaitMetrics.WaitMs(visit) - (visit.PromisedHighMs ?? 0);

    private static long EarlyMs(Visit visit) => (visit.PromisedLowMs ?? 0) - WaitMetrics.WaitMs(visit);

    private static string Hour(ReportData data, Visit visit) =>
        string.Create(CultureInfo.InvariantCulture, $"hour {data.Local(visit.JoinedAt).Hour:00}");

    private static string Band(Visit visit)
    {
        var band = SizeBand.Of((int)(visit.Size ?? 1));
        return band.MaxSize == int.MaxValue
            ? string.Create(CultureInfo.InvariantCulture, $"size {band.MinSize}+")
            : string.Create(CultureInfo.InvariantCulture, $"size {band.MinSize}-{band.MaxSize}");
    }
}
