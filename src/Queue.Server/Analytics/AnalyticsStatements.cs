using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;
using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using Queue.Server.Events;
using Queue.Server.Push;

namespace Queue.Server.Analytics;

/// <summary>
/// What is written to <c>analytics.db</c>, on its writer's thread. An event and the note that it was counted are one transaction. Events
/// of a party may come in any order: each is kept as an act, and the visit is what all acts together make it (<see cref="VisitFold"/>).
/// </summary>
internal sealed class AnalyticsStatements(SqliteConnection connection) : IDisposable
{
    /// <summary>The columns of <c>acts</c> as an <see cref="Act"/> names them.</summary>
    public const string ActColumns =
        """
        acts.room AS Room, acts.version AS Version, acts.kind AS Kind, acts.at AS At, acts.party AS Party, acts.actor AS Actor,
            acts.device AS Device, acts.step AS Step, acts.undone AS Undone, acts.ticket AS Ticket, acts.size AS Size, acts.source AS Source,
            acts.low_ms AS LowMs, acts.high_ms AS HighMs, acts.suggested_low_ms AS SuggestedLowMs,
            acts.suggested_high_ms AS SuggestedHighMs, acts.method AS Method, acts.until AS Until
        """;

    private const string Claim = "INSERT INTO inbox (message) VALUES (@id) ON CONFLICT DO NOTHING";
    private const string SaveQueue =
        """
        INSERT INTO queues (room, code, event_name, time_zone, call_window_ms, venue, evening, opens_at, planned_version)
        VALUES (@room, @code, @eventName, @timeZone, @callWindowMs, @venue, @evening, @opensAt, @version)
        ON CONFLICT (room) DO UPDATE SET code = excluded.code, event_name = excluded.event_name, time_zone = excluded.time_zone,
            call_window_ms = excluded.call_window_ms, venue = excluded.venue, evening = excluded.evening, opens_at = excluded.opens_at,
            planned_version = excluded.planned_version
        WHERE excluded.planned_version > COALESCE(queues.planned_version, 0)
        """;
    private const string SaveCreated =
        "INSERT INTO queues (room, created_at) VALUES (@room, @at) ON CONFLICT (room) DO UPDATE SET created_at = excluded.created_at";
    private const string CloseQueue =
        """
        INSERT INTO queues (room, closed_at, close_reason) VALUES (@room, @at, @reason)
        ON CONFLICT (room) DO UPDATE SET closed_at = excluded.closed_at, close_reason = excluded.close_reason
        """;
    private const string SaveAct =
        """
        INSERT OR REPLACE INTO acts (room, version, kind, at, party, actor, device, step, undone, ticket, size, source, low_ms, high_ms,
            suggested_low_ms, suggested_high_ms, method, until)
        VALUES (@Room, @Version, @Kind, @At, @Party, @Actor, @Device, @Step, @Undone, @Ticket, @Size, @Source, @LowMs, @HighMs,
            @SuggestedLowMs, @SuggestedHighMs, @Method, @Until)
        """;
    private const string SelectActs = $"SELECT {ActColumns} FROM acts WHERE party = @party";
    private const string SelectUndone = "SELECT DISTINCT undone FROM acts WHERE room = @room AND undone IS NOT NULL";
    private const string SaveVisit =
        """
        INSERT INTO visits (party, room, ticket, size, source, joined_at, mistaken, subscribed_at, nearby_at, first_called_at, called_by,
            last_called_at, call_window_ms, calls, calls_undone, ended_at, ended_by, end_reason, restores, quoted_low_ms,
            quoted_high_ms, promised_low_ms, promised_high_ms, suggested_low_ms, suggested_high_ms, quote_method, snoozes, snoozed_ms,
            holds, moves_by_host, moves_by_guest, resizes, requotes, still_here)
        VALUES (@Party, @Room, @Ticket, @Size, @Source, @JoinedAt, @Mistaken, @SubscribedAt, @NearbyAt, @FirstCalledAt,
            @CalledBy, @LastCalledAt, @CallWindowMs, @Calls, @CallsUndone, @EndedAt, @EndedBy, @EndReason, @Restores,
            @QuotedLowMs, @QuotedHighMs, @PromisedLowMs, @PromisedHighMs, @SuggestedLowMs, @SuggestedHighMs, @QuoteMethod, @Snoozes,
            @SnoozedMs, @Holds, @MovesByHost, @MovesByGuest, @Resizes, @Requotes, @StillHere)
        ON CONFLICT (party) DO UPDATE SET room = excluded.room, ticket = excluded.ticket, size = excluded.size, source = excluded.source,
            joined_at = excluded.joined_at, mistaken = excluded.mistaken, subscribed_at = excluded.subscribed_at,
            nearby_at = excluded.nearby_at, first_called_at = excluded.first_called_at, called_by = excluded.called_by,
            last_called_at = excluded.last_called_at, call_window_ms = excluded.call_window_ms, calls = excluded.calls,
            calls_undone = excluded.calls_undone, ended_at = excluded.ended_at, ended_by = excluded.ended_by,
            end_reason = excluded.end_reason, restores = excluded.restores, quoted_low_ms = excluded.quoted_low_ms,
            quoted_high_ms = excluded.quoted_high_ms, promised_low_ms = excluded.promised_low_ms,
            promised_high_ms = excluded.promised_high_ms, suggested_low_ms = excluded.suggested_low_ms,
            suggested_high_ms = excluded.suggested_high_ms, quote_method = excluded.quote_method, snoozes = excluded.snoozes, snoozed_ms = excluded.snoozed_ms,
            holds = excluded.holds, moves_by_host = excluded.moves_by_host, moves_by_guest = excluded.moves_by_guest,
            resizes = excluded.resizes, requotes = excluded.requotes, still_here = excluded.still_here
        """;

    // A visit whose joining has not come, or came before acts were kept.
    private const string AddToVisit =
        """
        UPDATE visits SET subscribed_at = COALESCE(subscribed_at, @SubscribedAt), nearby_at = COALESCE(@NearbyAt, nearby_at),
            first_called_at = COALESCE(first_called_at, @FirstCalledAt),
            last_called_at = COALESCE(@LastCalledAt, last_called_at), called_by = COALESCE(called_by, @CalledBy),
            call_window_ms = COALESCE(@CallWindowMs, call_window_ms),
            calls = MAX(calls, @Calls), restores = MAX(restores, @Restores),
            ended_at = CASE WHEN @KnowsEnd THEN @EndedAt ELSE ended_at END,
            ended_by = CASE WHEN @KnowsEnd THEN @EndedBy ELSE ended_by END,
            end_reason = CASE WHEN @KnowsEnd THEN @EndReason ELSE end_reason END
        WHERE party = @Party
        """;
    private const string SavePush =
        """
        INSERT INTO pushes (id, due_at, room, party, kind, state, concluded_at, shown_at, answered_at)
        VALUES (@Id, @DueAt, @Room, @Party, @Kind, @State, @ConcludedAt, @ShownAt, @AnsweredAt)
        ON CONFLICT (id, due_at) DO UPDATE SET state = excluded.state, concluded_at = excluded.concluded_at, shown_at = excluded.shown_at,
            answered_at = excluded.answered_at
        """;
    private const string SetAside = "INSERT INTO set_aside (message, event, error) VALUES (@id, @data, @error) ON CONFLICT DO NOTHING";
    private const string SaveClientEvent =
        "INSERT INTO client_events (at, type, room, party, known, meta) VALUES (@At, @Type, @Room, @Party, @Known, @Meta)";

    /// <summary>Counts events that were not counted yet. Returns how many those were, and how many could not be understood.</summary>
    public (int Handled, int SetAside) Count(IReadOnlyList<EventMessage> messages)
    {
        using var transaction = connection.BeginTransaction();
        var (handled, setAside) = (0, 0);
        var touched = new HashSet<(string Room, string Party)>();
        foreach (var message in messages.Where(message => connection.Execute(Claim, new { id = message.Id }, transaction) == 1))
        {
            try
            {
                Apply(message, touched, transaction);
                handled++;
            }
            catch (Exception e) when (e is not SqliteException)
            {
                // It would fail the same way for ever; it is kept to be looked at, and the others go on.
                var data = Encoding.UTF8.GetString(RoomJson.WriteEvent(message.Happened));
                connection.Execute(SetAside, new { id = message.Id, data, error = e.Message }, transaction);
                setAside++;
            }
        }

        Fold(touched, transaction);
        transaction.Commit();
        return (handled, setAside);
    }

    /// <summary>Keeps what a client reported.</summary>
    public int Save(ClientEvent reported)
    {
        using var transaction = connection.BeginTransaction();
        var rows = connection.Execute(SaveClientEvent, reported, transaction);
        transaction.Commit();
        return rows;
    }

    /// <summary>Keeps what is known of alerts.</summary>
    public int Save(IReadOnlyList<PushNews> news)
    {
        using var transaction = connection.BeginTransaction();
        var rows = connection.Execute(SavePush, news, transaction);
        transaction.Commit();
        return rows;
    }

    /// <summary>Drops everything that comes from the log, to be counted again.</summary>
    public int Forget()
    {
        using var transaction = connection.BeginTransaction();
        var rows = connection.Execute(
            "DELETE FROM visits; DELETE FROM acts; DELETE FROM queues; DELETE FROM inbox; DELETE FROM set_aside;", transaction: transaction);
        transaction.Commit();
        return rows;
    }

    public void Dispose() => connection.Dispose();

    private void Apply(EventMessage message, HashSet<(string Room, string Party)> touched, SqliteTransaction transaction)
    {
        var (room, at) = (message.Room.Value, message.Happened.At.ToUnixTimeMilliseconds());
        switch (message.Happened)
        {
            case WaitlistCreated e:
                Save(message, e, transaction);
                connection.Execute(SaveCreated, new { room, at }, transaction);
                break;
            case WaitlistRescheduled e:
                Save(message, e.Plan, transaction);
                break;
            case WaitlistClosed e:
                connection.Execute(CloseQueue, new { room, at, reason = e.Reason.ToString() }, transaction);
                break;
            default:
                if (Act.Of(message) is { } act)
                {
                    connection.Execute(SaveAct, act, transaction);
                    _ = act.Party is { } party && touched.Add((room, party));
                }

                break;
        }
    }

    private void Save(EventMessage message, WaitlistCreated plan, SqliteTransaction transaction) => connection.Execute(
        SaveQueue,
        new
        {
            room = message.Room.Value,
            version = message.Version,
            code = plan.Code.ToString(),
            eventName = plan.EventName,
            timeZone = plan.Options.TimeZone,
            callWindowMs = plan.Options.CallWindowSeconds * 1000L,
            venue = plan.Venue?.Venue.Value,
            evening = plan.Venue?.Number,
            opensAt = plan.OpensAt?.ToUnixTimeMilliseconds(),
        },
        transaction);

    private void Fold(HashSet<(string Room, string Party)> touched, SqliteTransaction transaction)
    {
        foreach (var parties in touched.GroupBy(visit => visit.Room, visit => visit.Party, StringComparer.Ordinal))
        {
            var undone = connection.Query<long>(SelectUndone, new { room = parties.Key }, transaction).ToHashSet();
            foreach (var party in parties)
            {
                var visit = VisitFold.Of(connection.Query<Act>(SelectActs, new { party }, transaction), undone);
                connection.Execute(visit.JoinedAt is null ? AddToVisit : SaveVisit, visit, transaction);
            }
        }
    }
}
