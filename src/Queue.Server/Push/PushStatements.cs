using Dapper;
using Microsoft.Data.Sqlite;

namespace Queue.Server.Push;

/// <summary>What is written to <c>push.db</c>, on its writer's thread.</summary>
internal sealed class PushStatements(SqliteConnection connection) : IDisposable
{
    private const string Claim = "INSERT INTO inbox (message) VALUES (@id) ON CONFLICT DO NOTHING";
    private const string Enqueue =
        """
        INSERT INTO deliveries (room, party, endpoint, kind, call, text, next_at, expires_at)
        SELECT room, party, endpoint, @kind, @call, @text, @notBefore, @expiresAt FROM subscriptions WHERE party = @party
        ON CONFLICT DO NOTHING
        """;
    private const string End = "UPDATE subscriptions SET ended_at = @at WHERE party = @party";
    private const string Subscribe =
        """
        INSERT INTO subscriptions (party, endpoint, room, p256dh, auth, vapid, language, base_url, created_at)
        VALUES (@Party, @Endpoint, @Room, @P256dh, @Auth, @Vapid, @Language, @BaseUrl, @CreatedAt)
        ON CONFLICT (party, endpoint) DO UPDATE SET p256dh = excluded.p256dh, auth = excluded.auth, vapid = excluded.vapid,
            language = excluded.language, base_url = excluded.base_url
        """;
    private const string DropDue = "DELETE FROM deliveries WHERE party = @party AND endpoint = @endpoint AND state = 'due'";
    private const string Unsubscribe = "DELETE FROM subscriptions WHERE party = @party AND endpoint = @endpoint";
    private const string Conclude = "UPDATE deliveries SET state = @state, attempts = attempts + 1 WHERE id = @id AND state = 'due'";
    private const string Postpone = "UPDATE deliveries SET next_at = @nextAt, attempts = attempts + 1 WHERE id = @id AND state = 'due'";

    /// <summary>Enqueues what new events make, with the note that they were handled. Returns how many events were new.</summary>
    public int Handle(IReadOnlyList<HandledEvent> events)
    {
        using var transaction = connection.BeginTransaction();
        var handled = 0;
        foreach (var handling in events.Where(handling => connection.Execute(Claim, new { id = handling.Id }, transaction) == 1))
        {
            handled++;
            foreach (var notice in handling.Notices)
            {
                EnqueueNotice(notice, transaction);
            }

            if (handling.Ended is { } party)
            {
                connection.Execute(End, new { party = party.ToString(), at = handling.At }, transaction);
            }
        }

        transaction.Commit();
        return handled;
    }

    /// <summary>Stores a subscription and the alerts it gets at once.</summary>
    public int Save(StoredSubscription subscription, IReadOnlyList<Notice> notices)
    {
        using var transaction = connection.BeginTransaction();
        var rows = connection.Execute(Subscribe, subscription, transaction);
        foreach (var notice in notices)
        {
            EnqueueNotice(notice, transaction);
        }

        transaction.Commit();
        return rows;
    }

    /// <summary>Enqueues one alert. Returns how many browsers get it.</summary>
    public int Add(Notice notice)
    {
        using var transaction = connection.BeginTransaction();
        var rows = EnqueueNotice(notice, transaction);
        transaction.Commit();
        return rows;
    }

    /// <summary>Forgets a subscription and what was on its way to it.</summary>
    public int Remove(string party, string endpoint)
    {
        using var transaction = connection.BeginTransaction();
        connection.Execute(DropDue, new { party, endpoint }, transaction);
        var rows = connection.Execute(Unsubscribe, new { party, endpoint }, transaction);
        transaction.Commit();
        return rows;
    }

    /// <summary>Notes what became of deliveries; a null state means to try again at the given time.</summary>
    public int Note(IReadOnlyList<(long Id, string? State, long NextAt)> results)
    {
        using var transaction = connection.BeginTransaction();
        foreach (var (id, state, nextAt) in results)
        {
            connection.Execute(state is null ? Postpone : Conclude, new { id, state, nextAt }, transaction);
        }

        transaction.Commit();
        return results.Count;
    }

    /// <summary>Forgets the subscriptions of visits that ended before an instant, and the deliveries that ran out before it.</summary>
    public int Purge(long before)
    {
        using var transaction = connection.BeginTransaction();
        var rows = connection.Execute(
            """
            DELETE FROM subscriptions WHERE ended_at IS NOT NULL AND ended_at < @before;
            DELETE FROM deliveries WHERE state <> 'due' AND expires_at < @before;
            """,
            new { before },
            transaction);
        transaction.Commit();
        return rows;
    }

    public void Dispose() => connection.Dispose();

    private int EnqueueNotice(Notice notice, SqliteTransaction transaction) => connection.Execute(
        Enqueue,
        new
        {
            party = notice.Party.ToString(),
            kind = notice.Kind,
            call = notice.Call,
            text = notice.Text,
            notBefore = notice.NotBefore,
            expiresAt = notice.ExpiresAt,
        },
        transaction);
}

/// <summary>What an event means for alerts.</summary>
/// <param name="Id">The message's id.</param>
/// <param name="At">When it happened, in epoch milliseconds.</param>
/// <param name="Notices">The alerts it makes.</param>
/// <param name="Ended">The party whose visit it ended.</param>
internal sealed record HandledEvent(string Id, long At, IReadOnlyList<Notice> Notices, Core.Waitlist.PartyId? Ended);

/// <summary>A browser that wants a party's alerts.</summary>
internal sealed record StoredSubscription(
    string Party, string Endpoint, string Room, string P256dh, string Auth, string Vapid, string Language, string BaseUrl, long CreatedAt);
