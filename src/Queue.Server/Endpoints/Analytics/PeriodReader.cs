using Queue.Core.Hours;
using Queue.Server.Analytics;
using Queue.Server.Analytics.Report;
using Queue.Server.Http;

namespace Queue.Server.Endpoints.Analytics;

/// <summary>
/// Reads the period that a request names: <c>from</c> and <c>to</c> are dates by the venue's clock, instants (ISO 8601) or epoch
/// milliseconds; without them the last 24 hours.
/// </summary>
internal sealed class PeriodReader(AnalyticsStore store, TimeProvider time)
{
    private const int DaysOfWeek = 7;
    private const int MostDaysCompared = 366;

    private static readonly TimeSpan DefaultPeriod = TimeSpan.FromHours(24);

    /// <summary>What is known of the period, or the problem to answer.</summary>
    public async Task<(Period? Found, Problem? Problem)> ReadAsync(HttpContext context, Scope scope, WallClock clock)
    {
        var (query, now) = (context.Request.Query, time.GetUtcNow());
        var from = PeriodField.Read(query["from"].ToString(), clock, now - DefaultPeriod);
        var to = PeriodField.Read(query["to"].ToString(), clock, now);
        if (from is not { } start || to is not { } end || end < start)
        {
            return (null, Problem.Field("from", "from and to must be dates such as 2026-03-06, and from must come first"));
        }

        return (await ReadAsync(start, end, scope, clock, context.RequestAborted), null);
    }

    /// <summary>
    /// The same span before a period, on the same weekdays: as many whole weeks earlier as it takes not to overlap, by the venue's clock; null
    /// for a period of more than a year.
    /// </summary>
    public async Task<Period?> ReadBeforeAsync(Period period, Scope scope, CancellationToken cancellationToken)
    {
        var (span, clock) = (period.To - period.From, period.Data.Clock);
        if (span.TotalDays > MostDaysCompared || period.From.Year <= 2)
        {
            return null;
        }

        // A night on which clocks change must not make it a week more.
        var weeks = Math.Max(1, (int)Math.Ceiling((span - TimeSpan.FromHours(2)).TotalDays / DaysOfWeek));
        return await ReadAsync(Earlier(period.From), Earlier(period.To), scope, clock, cancellationToken);

        DateTimeOffset Earlier(DateTimeOffset at)
        {
            var local = clock.Local(at).DateTime.AddDays(-weeks * DaysOfWeek);
            return clock.InstantOf(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
        }
    }

    private async Task<Period> ReadAsync(DateTimeOffset from, DateTimeOffset to, Scope scope, WallClock clock, CancellationToken cancellationToken) =>
        new(from, to, new ReportData(await store.ReadAsync(from, to, scope, cancellationToken), clock));
}

/// <summary>What is known of a period.</summary>
internal sealed record Period(DateTimeOffset From, DateTimeOffset To, ReportData Data)
{
    /// <summary>Visits that still wait; they are in no rate.</summary>
    public int Open => Data.Visits.Count(visit => visit.EndedAt is null);
}
