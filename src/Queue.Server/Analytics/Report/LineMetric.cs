using System.Globalization;

namespace Queue.Server.Analytics.Report;

/// <summary>How many parties waited: the mean over the time in which anybody did, the most at once, and the mean by weekday and hour.</summary>
internal static class LineMetric
{
    public static Metric Of(ReportData data)
    {
        var (lengths, area, busy, most) = Walk(data);
        return new Metric
        {
            Name = "line_length",
            Unit = "count",
            Value = busy > 0 ? area / busy : null,
            Numerator = area,
            Denominator = busy,
            N = data.Visits.Count,
            By = lengths.ToDictionary(slot => KeyOf(slot.Key), slot => slot.Value, StringComparer.Ordinal)
                .Append(KeyValuePair.Create("most", (double)most)).ToDictionary(StringComparer.Ordinal),
        };
    }

    /// <summary>The mean by weekday and hour, over the time in which anybody waited.</summary>
    public static IReadOnlyDictionary<Slot, double> ByHour(ReportData data) => Walk(data).Lengths;

    private static string KeyOf(Slot slot) =>
        string.Create(CultureInfo.InvariantCulture, $"{CultureInfo.InvariantCulture.DateTimeFormat.GetAbbreviatedDayName(slot.Day)} {slot.Hour:00}");

    private static (Dictionary<Slot, double> Lengths, double Area, double Busy, int Most) Walk(ReportData data)
    {
        var slots = new Dictionary<Slot, (double Area, HashSet<long> Quarters)>();
        var (length, most, area, busy, before) = (0, 0, 0.0, 0.0, 0L);
        foreach (var (at, change) in data.Visits.SelectMany(Changes).Order())
        {
            if (length > 0)
            {
                area += (double)length * (at - before);
                busy += at - before;
                Spread(data, slots, before, at, length);
            }

            (before, length) = (at, length + change);
            most = Math.Max(most, length);
        }

        return (slots.ToDictionary(slot => slot.Key, slot => slot.Value.Area / (slot.Value.Quarters.Count * ReportData.QuarterMs)), area, busy, most);
    }

    private static IEnumerable<(long At, int Change)> Changes(Visit visit)
    {
        yield return (visit.JoinedAt, 1);
        if ((visit.FirstCalledAt ?? visit.EndedAt) is { } end)
        {
            yield return (end, -1);
        }
    }

    // By quarters of an hour: every time zone's hours begin with one.
    private static void Spread(ReportData data, Dictionary<Slot, (double Area, HashSet<long> Quarters)> slots, long from, long to, int length)
    {
        for (var start = from; start < to;)
        {
            var quarter = start / ReportData.QuarterMs;
            var end = Math.Min(to, (quarter + 1) * ReportData.QuarterMs);
            var key = Slot.Of(data.Local(start));
            var slot = slots.GetValueOrDefault(key, (0, []));
            slot.Quarters.Add(quarter);
            slots[key] = (slot.Area + ((double)length * (end - start)), slot.Quarters);
            start = end;
        }
    }
}
