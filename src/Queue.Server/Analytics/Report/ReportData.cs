using Queue.Core.Hours;

namespace Queue.Server.Analytics.Report;

/// <summary>What a report is made of.</summary>
/// <param name="Rows">What is known of the period.</param>
/// <param name="Clock">The venue's clock, for hours and weekdays.</param>
internal sealed record ReportData(PeriodRows Rows, WallClock Clock)
{
    public const long MinuteMs = 60_000;
    public const long QuarterMs = 15 * MinuteMs;
    public const long HourMs = 60 * MinuteMs;

    /// <summary>The visits that began in the period.</summary>
    public IReadOnlyList<Visit> Visits { get; } = Rows.Visits;

    /// <summary>Their alerts.</summary>
    public IReadOnlyList<PushRow> Pushes { get; } = Rows.Pushes;

    /// <summary>Visits that are over, but for those that the queue's closing ended.</summary>
    public IReadOnlyList<Visit> Finished { get; } = [.. Rows.Visits.Where(visit => visit.EndedAt is not null && !visit.Is("closed"))];

    /// <summary>Visits with a call.</summary>
    public IReadOnlyList<Visit> Called { get; } = [.. Rows.Visits.Where(visit => visit.FirstCalledAt is not null)];

    /// <summary>Visits that ended at a table or a counter.</summary>
    public IReadOnlyList<Visit> Served { get; } = [.. Rows.Visits.Where(visit => visit.EndedAt is not null && visit.Is("served"))];

    /// <summary>Visits that ended by leaving or by being taken off the list, before a call.</summary>
    public IReadOnlyList<Visit> Abandoned { get; } =
        [.. Rows.Visits.Where(visit => visit.EndedAt is not null && visit.FirstCalledAt is null && (visit.Is("left") || visit.Is("kicked")))];

    /// <summary>Parties that walked away at the door in the period.</summary>
    public IReadOnlyList<Act> Declined { get; } = [.. Rows.Acts.Where(act => act.Kind is ActKinds.Declined)];

    /// <summary>Calls out of turn.</summary>
    public IReadOnlyList<Skip> Skips { get; } = [.. Report.Skips.Of(Rows.Visits, Rows.Acts)];

    /// <summary>An instant by the venue's clock.</summary>
    public DateTimeOffset Local(long ms) => Clock.Local(DateTimeOffset.FromUnixTimeMilliseconds(ms));
}
