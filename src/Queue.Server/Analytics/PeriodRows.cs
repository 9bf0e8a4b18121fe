using Dapper;
using Microsoft.Data.Sqlite;

namespace Queue.Server.Analytics;

/// <summary>Whose visits a report is about.</summary>
/// <param name="Room">One queue, or null for any.</param>
/// <param name="Venue">The evenings of one venue, or null for any.</param>
internal readonly record struct Scope(string? Room, string? Venue)
{
    /// <summary>Everything that this server knows.</summary>
    public static Scope All => default;

    /// <summary>One queue.</summary>
    public static Scope OfRoom(string room) => new(room, null);

    /// <summary>The evenings of one venue.</summary>
    public static Scope OfVenue(string venue) => new(null, venue);
}

/// <summary>What <c>analytics.db</c> knows of a period: the visits that began in it and what belongs to them.</summary>
internal sealed record PeriodRows
{
    // What is asked of one queue or venue is found by its rooms, never by going through everybody's visits: the plus keeps the index on
    // times out of it.
    private const string OfAll = "visits.joined_at >= @from AND visits.joined_at < @to";
    private const string OfRoom = "visits.room = @room AND +visits.joined_at >= @from AND +visits.joined_at < @to";
    private const string OfVenue =
        "visits.room IN (SELECT room FROM queues WHERE venue = @venue) AND +visits.joined_at >= @from AND +visits.joined_at < @to";

    private const string OfPeriod = "{period}";

    private const string OfQueues =
        """
        acts.at >= @from AND acts.at < @to AND (@room IS NULL OR acts.room = @room)
            AND (@venue IS NULL OR acts.room IN (SELECT room FROM queues WHERE venue = @venue))
        """;

    private const string Happened =
        """
        acts.kind <> 'reverted' AND (acts.step IS NULL
            OR NOT EXISTS (SELECT 1 FROM acts AS undo WHERE undo.room = acts.room AND undo.undone = acts.step))
        """;

    private const string SelectVisits =
        $"""
        SELECT visits.party AS Party, visits.room AS Room, queues.code AS Code, visits.ticket AS Ticket, visits.size AS Size,
            visits.source AS Source, visits.joined_at AS JoinedAt, visits.subscribed_at AS SubscribedAt, visits.nearby_at AS NearbyAt,
            visits.first_called_at AS FirstCalledAt, visits.last_called_at AS LastCalledAt, visits.calls AS Calls,
            visits.calls_undone AS CallsUndone, visits.restores AS Restores, visits.ended_at AS EndedAt, visits.end_reason AS EndReason,
            visits.quoted_low_ms AS QuotedLowMs, visits.quoted_high_ms AS QuotedHighMs, visits.promised_low_ms AS PromisedLowMs,
            visits.promised_high_ms AS PromisedHighMs, visits.suggested_low_ms AS SuggestedLowMs,
            visits.suggested_high_ms AS SuggestedHighMs, visits.quote_method AS QuoteMethod,
            COALESCE(visits.call_window_ms, queues.call_window_ms) AS CallWindowMs,
            visits.snoozes AS Snoozes, visits.snoozed_ms AS SnoozedMs, visits.holds AS Holds, visits.moves_by_host AS MovesByHost,
            visits.moves_by_guest AS MovesByGuest, visits.resizes AS Resizes, visits.requotes AS Requotes, visits.still_here AS StillHere
        FROM visits LEFT JOIN queues ON queues.room = visits.room
        WHERE visits.mistaken = 0 AND {OfPeriod}
        ORDER BY visits.joined_at, visits.room, visits.ticket
        """;

    private const string SelectPushes =
        $"""
        SELECT pushes.party AS Party, pushes.kind AS Kind, pushes.state AS State, pushes.shown_at AS ShownAt, pushes.answered_at AS AnsweredAt
        FROM visits JOIN pushes ON pushes.party = visits.party
        WHERE visits.mistaken = 0 AND {OfPeriod}
        """;

    private const string SelectActs =
        $"""
        SELECT {AnalyticsStatements.ActColumns} FROM visits JOIN acts ON acts.party = visits.party
        WHERE visits.mistaken = 0 AND {OfPeriod} AND {Happened}
        UNION ALL
        SELECT {AnalyticsStatements.ActColumns} FROM acts WHERE acts.party IS NULL AND {OfQueues} AND {Happened}
        """;

    // An undo is one, however many parties it touched.
    private const string SelectUndone =
        $"SELECT room AS Room, undone AS Undone, MIN(at) AS At, MIN(device) AS Device FROM acts WHERE undone IS NOT NULL AND {OfQueues} GROUP BY room, undone";

    private const string SelectMistakes = $"SELECT COUNT(*) FROM visits WHERE visits.mistaken = 1 AND {OfPeriod}";

    private const string SelectPrompts =
        $"""
        SELECT DISTINCT client_events.party AS Party, client_events.type AS Type
        FROM visits JOIN client_events ON client_events.party = visits.party AND client_events.room = visits.room
        WHERE client_events.known = 1 AND client_events.type IN ('push_prompt_shown', 'push_prompt_granted')
            AND visits.mistaken = 0 AND {OfPeriod}
        """;

    private const string SelectQueues =
        $"""
        SELECT room AS Room, code AS Code, event_name AS EventName, venue AS Venue, evening AS Evening,
            COALESCE(opens_at, created_at) AS OpensAt, closed_at AS ClosedAt
        FROM queues WHERE room IN (SELECT visits.room FROM visits WHERE {OfPeriod})
        """;

    /// <summary>The visits that began in the period, without entries by mistake.</summary>
    public IReadOnlyList<Visit> Visits { get; init; } = [];

    /// <summary>Their alerts.</summary>
    public IReadOnlyList<PushRow> Pushes { get; init; } = [];

    /// <summary>What happened to them, and what hosts did in the period to queues as a whole; without what was undone.</summary>
    public IReadOnlyList<Act> Acts { get; init; } = [];

    /// <summary>What hosts undid in the period: room, step, device.</summary>
    public IReadOnlyList<Act> Undos { get; init; } = [];

    /// <summary>Entries by mistake: added and undone at once.</summary>
    public int Mistakes { get; init; }

    /// <summary>What guests' pages reported of the question whether alerts may be shown.</summary>
    public IReadOnlyList<PromptRow> Prompts { get; init; } = [];

    /// <summary>The queues of the visits.</summary>
    public IReadOnlyList<QueueRow> Queues { get; init; } = [];

    public static PeriodRows Read(SqliteConnection connection, DateTimeOffset from, DateTimeOffset to, Scope scope)
    {
        // One transaction, so that all rows are of one instant.
        using var transaction = connection.BeginTransaction(deferred: true);
        var period = new { from = from.ToUnixTimeMilliseconds(), to = to.ToUnixTimeMilliseconds(), room = scope.Room, venue = scope.Venue };
        IEnumerable<T> Rows<T>(string sql) => connection.Query<T>(In(scope, sql), period, transaction);
        return new PeriodRows
        {
            Visits = [.. Rows<Visit>(SelectVisits)],
            Pushes = [.. Rows<PushRow>(SelectPushes)],
            Acts = [.. Rows<Act>(SelectActs)],
            Undos = [.. Rows<Act>(SelectUndone)],
            Mistakes = Rows<int>(SelectMistakes).Single(),
            Prompts = [.. Rows<PromptRow>(SelectPrompts)],
            Queues = [.. Rows<QueueRow>(SelectQueues)],
        };
    }

    private static string In(Scope scope, string sql) => sql.Replace(
        OfPeriod, scope.Room is not null ? OfRoom : scope.Venue is not null ? OfVenue : OfAll, StringComparison.Ordinal);
}

/// <summary>What a guest's page reported of the question whether alerts may be shown.</summary>
internal sealed class PromptRow
{
    public const string Shown = "push_prompt_shown";
    public const string Granted = "push_prompt_granted";

    public string Party { get; init; } = "";

    /// <summary><see cref="Shown"/> or <see cref="Granted"/>.</summary>
    public string Type { get; init; } = "";
}

/// <summary>A queue, for those who read numbers. Times are epoch milliseconds.</summary>
internal sealed class QueueRow
{
    public string Room { get; init; } = "";

    public string? Code { get; init; }

    public string? EventName { get; init; }

    /// <summary>The venue that it is an evening of.</summary>
    public string? Venue { get; init; }

    public long? Evening { get; init; }

    /// <summary>When it opened, by plan.</summary>
    public long? OpensAt { get; init; }

    public long? ClosedAt { get; init; }
}
