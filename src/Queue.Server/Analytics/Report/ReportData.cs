using Queue.Core.Hours;

namespace Queue.Server.Analytics.Report;

/// <summary>What a report is made of.</summary>
/// <param name="Visits">The visits that began in the period.</param>
/// <param name="Pushes">Their alerts.</param>
/// <param name="Clock">The venue's clock, for hours and weekdays.</param>
internal sealed record ReportData(IReadOnlyList<Visit> Visits, IReadOnlyList<PushRow> Pushes, WallClock Clock)
{
    public const long MinuteMs = 60_000;
    public const long QuarterMs = 15 * MinuteMs;
    public const long HourMs = 60 * MinuteMs;

    /// <summary>Visits that are over, but for those that the queue's closing ended.</summary>
    public IReadOnlyList<Visit> Finished { get; } = [.. Visits.Where(visit => visit.EndedAt is not null && !visit.Is("closed"))];

    /// <summary>Visits with a call.</summary>
    public IReadOnlyList<Visit> Called { get; } = [.. Visits.Where(visit => visit.FirstCalledAt is not null)];

    /// <summary>Visits that ended at a table or a counter.</summary>
    public IReadOnlyList<Visit> Served { get; } = [.. Visits.Where(visit => visit.EndedAt is not null && visit.Is("served"))];

    /// <summary>Visits that ended by leaving or by being taken off the list, before a call.</summary>
    public IReadOnlyList<Visit> Abandoned { get; } =
        [.. Visits.Where(visit => visit.EndedAt is not null && visit.FirstCalledAt is null && (visit.Is("left") || visit.Is("kicked")))];

    /// <summary>An instant by the venue's clock.</summary>
    public DateTimeOffset Local(long ms) => Clock.Local(DateTimeOffset.FromUnixTimeMilliseconds(ms));
}
