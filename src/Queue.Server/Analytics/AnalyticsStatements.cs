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
/// of a party may come in any order: each sets only what it knows, and of two ends the newer one stays.
/// </summary>
internal sealed class AnalyticsStatements(SqliteConnection connection) : IDisposable
{
    private const string Claim = "INSERT INTO inbox (message) VALUES (@id) ON CONFLICT DO NOTHING";
    private const string SaveQueue =
        """
        INSERT INTO queues (room, code, event_name, time_zone, call_window_ms, created_at)
        VALUES (@room, @code, @eventName, @timeZone, @callWindowMs, @at)
        ON CONFLICT (room) DO UPDATE SET code = excluded.code, event_name = excluded.event_name, time_zone = excluded.time_zone,
            call_window_ms = excluded.call_window_ms, created_at = excluded.created_at
        """;
    private const string CloseQueue =
        """
        INSERT INTO queues (room, closed_at, close_reason) VALUES (@room, @at, @reason)
        ON CONFLICT (room) DO UPDATE SET closed_at = excluded.closed_at, close_reason = excluded.close_reason
        """;
    private const string SaveVisit =
        """
        INSERT INTO visits (party, room, ticket, size, source, joined_at) VALUES (@party, @room, @ticket, @size, @source, @at)
        ON CONFLICT (party) DO UPDATE SET ticket = excluded.ticket, size = excluded.size, source = excluded.source,
            joined_at = excluded.joined_at
        """;
    private const string SaveQuote =
        """
        INSERT INTO quotes (party, at, room, size, low_ms, high_ms) VALUES (@party, @at, @room, @size, @low, @high)
        ON CONFLICT DO NOTHING
        """;
    private const string EnsureVisit = "INSERT INTO visits (party, room) VALUES (@party, @room) ON CONFLICT DO NOTHING";
    private const string SaveSubscribed = "UPDATE visits SET subscribed_at = MIN(COALESCE(subscribed_at, @at), @at) WHERE party = @party";
    private const string SavePush =
        """
        INSERT INTO pushes (id, due_at, room, party, kind, state, concluded_at, shown_at, answered_at)
        VALUES (@Id, @DueAt, @Room, @Party, @Kind, @State, @ConcludedAt, @ShownAt, @AnsweredAt)
        ON CONFLICT (id, due_at) DO UPDATE SET state = excluded.state, concluded_at = excluded.concluded_at, shown_at = excluded.shown_at,
            answered_at = excluded.answered_at
        """;
    private const string SaveNearby = "UPDATE visits SET nearby_at = @at WHERE party = @party";
    private const string SaveCall =
        """
        UPDATE visits SET calls = calls + 1, first_called_at = MIN(COALESCE(first_called_at, @at), @at),
            last_called_at = MAX(COALESCE(last_called_at, @at), @at)
        WHERE party = @party
        """;
    private const string SaveEnd =
        """
        UPDATE visits SET ended_at = @at, ended_by = @by, end_reason = @reason, ended_version = @version
        WHERE party = @party AND COALESCE(ended_version, 0) < @version
        """;
    private const string SaveRestore =
        """
        UPDATE visits SET restores = restores + 1, restored_version = MAX(COALESCE(restored_version, 0), @version) WHERE party = @party
        """;
    private const string SetAside = "INSERT INTO set_aside (message, event, error) VALUES (@id, @data, @error) ON CONFLICT DO NOTHING";
    private const string SaveClientEvent =
        "INSERT INTO client_events (at, type, room, party, known, meta) VALUES (@At, @Type, @Room, @Party, @Known, @Meta)";

    /// <summary>Counts events that were not counted yet. Returns how many those were, and how many could not be understood.</summary>
    public (int Handled, int SetAside) Count(IReadOnlyList<EventMessage> messages)
    {
        using var transaction = connection.BeginTransaction();
        var (handled, setAside) = (0, 0);
        foreach (var message in messages.Where(message => connection.Execute(Claim, new { id = message.Id }, transaction) == 1))
        {
            try
            {
                Apply(message, transaction);
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
            "DELETE FROM visits; DELETE FROM quotes; DELETE FROM queues; DELETE FROM inbox; DELETE FROM set_aside;", transaction: transaction);
        transaction.Commit();
        return rows;
    }

    public void Dispose() => connection.Dispose();

    private void Apply(EventMessage message, SqliteTransaction transaction)
    {
        var (room, at) = (message.Room.Value, message.Happened.At.ToUnixTimeMilliseconds());
        switch (message.Happened)
        {
            case WaitlistCreated e:
                var (code, eventName, timeZone) = (e.Code.ToString(), e.EventName, e.Options.TimeZone);
                connection.Execute(
                    SaveQueue, new { room, code, eventName, timeZone, callWindowMs = e.Options.CallWindowSeconds * 1000L, at }, transaction);
                break;
            case WaitlistClosed e:
                connection.Execute(CloseQueue, new { room, at, reason = e.Reason.ToString() }, transaction);
                break;
            case PartyJoined e:
                var party = e.Party.ToString();
                connection.Execute(SaveVisit, new { party, room, ticket = e.Ticket, size = e.Size, source = e.Source.ToString(), at }, transaction);
                connection.Execute(SaveQuote, new { party, at, room, size = e.Size, low = e.QuotedLowMs, high = e.QuotedHighMs }, transaction);
                break;
            case PartyDeclaredNearby e:
                Update(SaveNearby, e.Party, room, at, transaction);
                break;
            case DeliveryReported { State: PushState.Subscribed } e:
                Update(SaveSubscribed, e.Party, room, at, transaction);
                break;
            case PartyCalled e:
                Update(SaveCall, e.Party, room, at, transaction);
                break;
            case PartyFinished e:
                Update(SaveEnd, e.Party, room, at, transaction, message.Version, e.By.ToString(), WireText.Of(e.Reason));
                break;
            case PartyRestored e:
                Update(SaveRestore, e.Party, room, at, transaction, message.Version);
                break;
        }
    }

    private void Update(
        string sql,
        PartyId id,
        string room,
        long at,
        SqliteTransaction transaction,
        long version = 0,
        string? by = null,
        string? reason = null)
    {
        var party = id.ToString();
        connection.Execute(EnsureVisit, new { party, room }, transaction);
        connection.Execute(sql, new { party, at, version, by, reason }, transaction);
    }
}
