namespace Queue.Server.Analytics.Report;

/// <summary>
/// How the promises of one evening went. What hosts promised of their own is kept apart: what they changed, and how the queue's suggestion
/// would have done beside it on the same visits.
/// </summary>
internal sealed record QuoteCard
{
    /// <summary>The queue of that evening.</summary>
    public required string Room { get; init; }

    public string? Code { get; init; }

    public string? Name { get; init; }

    public long? Evening { get; init; }

    public long? OpensAt { get; init; }

    public long? ClosedAt { get; init; }

    /// <summary>Promises that were given.</summary>
    public required int Quotes { get; init; }

    /// <summary>How they went, over those that were called.</summary>
    public required QuoteScore Score { get; init; }

    /// <summary>The same by how the promise was made, without those that a host made.</summary>
    public required IReadOnlyDictionary<string, QuoteScore> Methods { get; init; }

    /// <summary>Promises that a host gave instead of the queue's.</summary>
    public required int HostQuotes { get; init; }

    /// <summary>How much later the ends of these were than the queue's, in milliseconds: the mean.</summary>
    public double? HostChangeMs { get; init; }

    /// <summary>How the hosts' own promises went.</summary>
    public required QuoteScore Host { get; init; }

    /// <summary>How the queue's suggestions would have gone on the same visits.</summary>
    public required QuoteScore Suggested { get; init; }
}

/// <summary>How promises went.</summary>
/// <param name="N">Visits that were called.</param>
/// <param name="Inside">Share called inside the range.</param>
/// <param name="Late">Share called after its end.</param>
/// <param name="VeryLate">Share called more than ten minutes after its end.</param>
/// <param name="DistanceMs">Mean distance of the call from the range, 0 inside.</param>
internal sealed record QuoteScore(int N, double? Inside, double? Late, double? VeryLate, double? DistanceMs)
{
    private const long TenMinutesMs = 10 * ReportData.MinuteMs;

    public static QuoteScore Of(IEnumerable<Visit> visits, Func<Visit, (long? LowMs, long? HighMs)> promise)
    {
        var gone = visits.Where(visit => visit.FirstCalledAt is not null).Select(visit => (Wait: WaitMetrics.WaitMs(visit), Promise: promise(visit)))
            .Where(visit => visit.Promise.HighMs is not null)
            .Select(visit => (Late: visit.Wait - (visit.Promise.HighMs ?? 0), Early: (visit.Promise.LowMs ?? 0) - visit.Wait))
            .ToList();
        return new QuoteScore(
            gone.Count,
            Mean(gone, visit => visit is { Late: <= 0, Early: <= 0 } ? 1 : 0),
            Mean(gone, visit => visit.Late > 0 ? 1 : 0),
            Mean(gone, visit => visit.Late > TenMinutesMs ? 1 : 0),
            Mean(gone, visit => Math.Max(0, Math.Max(visit.Late, visit.Early))));
    }

    private static double? Mean<T>(List<T> values, Func<T, double> of) => values.Count == 0 ? null : values.Average(of);
}

/// <summary>Makes a card of each evening of a period.</summary>
internal static class QuoteCards
{
    /// <summary>The newest evening first.</summary>
    public static IReadOnlyList<QuoteCard> Of(ReportData data)
    {
        var visits = data.Visits.ToLookup(visit => visit.Room, StringComparer.Ordinal);
        return [.. data.Rows.Queues.OrderByDescending(queue => queue.OpensAt).ThenBy(queue => queue.Room, StringComparer.Ordinal).Select(queue => CardOf(queue, [.. visits[queue.Room]]))];
    }

    private static QuoteCard CardOf(QueueRow queue, List<Visit> visits)
    {
        List<Visit> own = [.. visits.Where(visit => visit.SuggestedHighMs is not null)];
        return new QuoteCard
        {
            Room = queue.Room,
            Code = queue.Code,
            Name = queue.EventName,
            Evening = queue.Evening,
            OpensAt = queue.OpensAt,
            ClosedAt = queue.ClosedAt,
            Quotes = visits.Count(visit => visit.QuotedHighMs is not null),
            Score = QuoteScore.Of(visits, visit => (visit.PromisedLowMs, visit.PromisedHighMs)),
            Methods = visits.Where(visit => visit is { QuoteMethod: not null, SuggestedHighMs: null })
                .GroupBy(visit => visit.QuoteMethod ?? "", StringComparer.Ordinal).OrderBy(method => method.Key, StringComparer.Ordinal)
                .ToDictionary(method => method.Key, method => QuoteScore.Of(method, visit => (visit.PromisedLowMs, visit.PromisedHighMs)), StringComparer.Ordinal),
            HostQuotes = own.Count,
            HostChangeMs = own.Count == 0 ? null : own.Average(visit => (visit.QuotedHighMs ?? 0) - (visit.SuggestedHighMs ?? 0)),
            Host = QuoteScore.Of(own, visit => (visit.QuotedLowMs, visit.QuotedHighMs)),
            Suggested = QuoteScore.Of(own, visit => (visit.SuggestedLowMs, visit.SuggestedHighMs)),
        };
    }
}
