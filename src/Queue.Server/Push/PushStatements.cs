using Dapper;
using Microsoft.Data.Sqlite;

namespace Queue.Server.Push;

/// <summary>What is written to <c>push.db</c>, on its writer's thread.</summary>
internal sealed class PushStatements(SqliteConnection connection) : IDisposable
{
    private const string Claim = "INSERT INTO inbox (message) VALUES (@id) ON CONFLICT DO NOTHING";
    private const string Enqueue =
        """
        INSERT INTO deliveries (room, party, endpoint, origin, kind, call, text, next_at, due_at, expires_at)
        SELECT room, party, endpoint, origin, @kind, @call, @text, @notBefore, @notBefore, @expiresAt FROM subscriptions WHERE party = @party
        ON CONFLICT DO NOTHING
        """;

    // What is known already is as of a version; an older end or restore that comes late changes nothing.
    private const string EndOrRestore =
        "UPDATE subscriptions SET ended_at = @endedAt, as_of = @version WHERE party = @party AND as_of < @version";
    private const string Subscribe =
        """
        INSERT INTO subscriptions (party, endpoint, origin, room, p256dh, auth, vapid, language, base_url, created_at, as_of, standing)
        VALUES (@Party, @Endpoint, @Origin, @Room, @P256dh, @Auth, @Vapid, @Language, @BaseUrl, @CreatedAt, @AsOf, @Standing)
        ON CONFLICT (party, endpoint) DO UPDATE SET p256dh = excluded.p256dh, auth = excluded.auth, vapid = excluded.vapid,
            language = excluded.language, base_url = excluded.base_url, standing = excluded.standing,
            ended_at = CASE WHEN subscriptions.as_of < excluded.as_of THEN NULL ELSE subscriptions.ended_at END,
            as_of = MAX(subscriptions.as_of, excluded.as_of)
        """;
    private const string DropDue = "DELETE FROM deliveries WHERE party = @party AND endpoint = @endpoint AND state = 'due'";
    private const string Unsubscribe = "DELETE FROM subscriptions WHERE party = @party AND endpoint = @endpoint";
    private const string Conclude =
        """
        UPDATE deliveries SET state = @State, attempts = attempts + 1, calls = @Calls, concluded_at = @At, news = news + 1,
            may_have_left = MAX(may_have_left, @MayHaveLeft)
        WHERE id = @Id AND state = 'due'
        """;
    private const string Postpone =
        """
        UPDATE deliveries SET next_at = @NextAt, attempts = attempts + 1, may_have_left = MAX(may_have_left, @MayHaveLeft)
        WHERE id = @Id AND state = 'due'
        """;
    private const string Receive =
        """
        UPDATE deliveries SET shown_at = COALESCE(shown_at, @at),
            answered_at = CASE WHEN @answered THEN COALESCE(answered_at, @at) ELSE answered_at END, news = news + 1
        WHERE id = @id AND party = @party AND (shown_at IS NULL OR (@answered AND answered_at IS NULL))
        """;

    // An alert is kept for as long as its browser is, as it must not be sent a second time; a due one without a browser is over.
    private const string Forget =
        """
        DELETE FROM subscriptions WHERE ended_at IS NOT NULL AND ended_at < @before;
        UPDATE deliveries SET state = 'dropped', news = news + 1 WHERE state = 'due' AND NOT EXISTS
            (SELECT 1 FROM subscriptions WHERE subscriptions.party = deliveries.party AND subscriptions.endpoint = deliveries.endpoint);
        DELETE FROM deliveries WHERE state <> 'due' AND expires_at < @before AND news = told AND NOT EXISTS
            (SELECT 1 FROM subscriptions WHERE subscriptions.party = deliveries.party AND subscriptions.endpoint = deliveries.endpoint);
        """;

    /// <summary>Enqueues what new events make, with the note that they were handled. Returns how many events and alerts were new.</summary>
    public (int Events, int Alerts) Handle(IReadOnlyList<HandledEvent> events)
    {
        using var transaction = connection.BeginTransaction();
        var (handled, alerts) = (0, 0);
        foreach (var handling in events.Where(handling => connection.Execute(Claim, new { id = handling.Id }, transaction) == 1))
        {
            handled++;
            alerts += handling.Notices.Sum(notice => EnqueueNotice(notice, transaction));
            if ((handling.Ended ?? handling.Restored) is { } party)
            {
                long? endedAt = handling.Ended is null ? null : handling.At;
                connection.Execute(EndOrRestore, new { party = party.Value, endedAt, version = handling.Version }, transaction);
            }
        }

        transaction.Commit();
        return (handled, alerts);
    }

    /// <summary>Stores a subscription and the alert it gets at once. Returns how many alerts that makes.</summary>
    public int Save(StoredSubscription subscription, Notice? welcome)
    {
        using var transaction = connection.BeginTransaction();
        connection.Execute(Subscribe, subscription, transaction);
        var alerts = welcome is null ? 0 : EnqueueNotice(welcome, transaction);
        transaction.Commit();
        return alerts;
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
        var rows = Remove(party, endpoint, transaction);
        transaction.Commit();
        return rows;
    }

    /// <summary>Notes what became of attempts, and forgets the subscriptions that are gone.</summary>
    public int Note(IReadOnlyList<PushResult> results)
    {
        using var transaction = connection.BeginTransaction();
        foreach (var result in results)
        {
            connection.Execute(result.State is null ? Postpone : Conclude, result, transaction);
            if (result.Gone is { } gone)
            {
                Remove(gone.Party, gone.Endpoint, transaction);
            }
        }

        transaction.Commit();
        return results.Count;
    }

    /// <summary>Notes that a phone showed an alert, or that somebody reacted. A repeat changes nothing.</summary>
    public int NoteReceipt(long id, string party, bool answered, long at)
    {
        using var transaction = connection.BeginTransaction();
        var rows = connection.Execute(Receive, new { id, party, answered, at }, transaction);
        transaction.Commit();
        return rows;
    }

    /// <summary>Notes up to which change others know an alert.</summary>
    public int NoteTold(IReadOnlyList<PushNews> told)
    {
        using var transaction = connection.BeginTransaction();
        var rows = connection.Execute("UPDATE deliveries SET told = @News WHERE id = @Id", told, transaction);
        transaction.Commit();
        return rows;
    }

    /// <summary>Forgets the subscriptions of visits that ended before an instant, and the alerts that nobody can get any more.</summary>
    public int Purge(long before)
    {
        using var transaction = connection.BeginTransaction();
        var rows = connection.Execute(Forget, new { before }, transaction);
        transaction.Commit();
        return rows;
    }

    public void Dispose() => connection.Dispose();

    private int Remove(string party, string endpoint, SqliteTransaction transaction)
    {
        connection.Execute(DropDue, new { party, endpoint }, transaction);
        return connection.Execute(Unsubscribe, new { party, endpoint }, transaction);
    }

    private int EnqueueNotice(Notice notice, SqliteTransaction transaction) => connection.Execute(
        Enqueue,
        new
        {
            party = notice.To.Value,
            kind = notice.Kind,
            call = notice.Call,
            text = notice.Text,
            notBefore = notice.NotBefore,
            expiresAt = notice.ExpiresAt,
        },
        transaction);
}
