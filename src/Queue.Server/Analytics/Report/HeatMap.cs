namespace Queue.Server.Analytics.Report;

/// <summary>One hour of the week.</summary>
/// <param name="Day">1 for Monday to 7 for Sunday (ISO 8601).</param>
/// <param name="Hour">0 to 23, by the venue's clock.</param>
/// <param name="Line">Parties that waited: the mean over the time in which anybody did.</param>
/// <param name="Served">Parties that came to a table or a counter.</param>
/// <param name="Abandoned">Parties that left or were removed before a call.</param>
internal sealed record HeatCell(int Day, int Hour, double Line, int Served, int Abandoned);

/// <summary>When it is busy: line, served and abandoned by weekday and hour, in the hours in which anything was.</summary>
internal static class HeatMap
{
    private const int Sunday = 7;

    public static IReadOnlyList<HeatCell> Of(ReportData data)
    {
        var line = LineMetric.ByHour(data);
        var (served, abandoned) = (Ends(data, data.Served), Ends(data, data.Abandoned));
        return
        [
            .. line.Keys.Union(served.Keys).Union(abandoned.Keys)
                .Select(slot => new HeatCell(
                    slot.Day is DayOfWeek.Sunday ? Sunday : (int)slot.Day,
                    slot.Hour,
                    line.GetValueOrDefault(slot),
                    served.GetValueOrDefault(slot),
                    abandoned.GetValueOrDefault(slot)))
                .OrderBy(cell => cell.Day).ThenBy(cell => cell.Hour),
        ];
    }

    private static Dictionary<Slot, int> Ends(ReportData data, IReadOnlyList<Visit> visits) =>
        visits.GroupBy(visit => Slot.Of(data.Local(visit.EndedAt ?? 0))).ToDictionary(group => group.Key, group => group.Count());
}
