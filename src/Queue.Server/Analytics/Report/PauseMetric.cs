namespace Queue.Server.Analytics.Report;

/// <summary>For how long guests could not join because a host had paused joining. A pause that still lasts is not counted yet.</summary>
internal static class PauseMetric
{
    public static Metric Of(ReportData data)
    {
        var closed = data.Rows.Queues.ToDictionary(queue => queue.Room, queue => queue.ClosedAt, StringComparer.Ordinal);
        var pauses = data.Rows.Acts.Where(act => act.Kind is ActKinds.Paused or ActKinds.Resumed).GroupBy(act => act.Room, StringComparer.Ordinal)
            .SelectMany(room => OfRoom([.. room.OrderBy(act => act.Version)], closed.GetValueOrDefault(room.Key))).ToList();
        return new Metric
        {
            Name = "joining_paused",
            Unit = "ms",
            Value = pauses.Sum(),
            Numerator = pauses.Sum(),
            Denominator = pauses.Count,
            N = pauses.Count,
        };
    }

    private static IEnumerable<long> OfRoom(List<Act> acts, long? closedAt)
    {
        for (var i = 0; i < acts.Count; i++)
        {
            if (acts[i].Kind is ActKinds.Paused && (i + 1 < acts.Count ? acts[i + 1].At : closedAt) is { } until)
            {
                yield return until - acts[i].At;
            }
        }
    }
}
