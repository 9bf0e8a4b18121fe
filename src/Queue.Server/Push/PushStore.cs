using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Queue.Server.Configuration;
using Queue.Server.Rooms;
using Queue.Server.Storage;

namespace Queue.Server.Push;

/// <summary>
/// Subscriptions and the alerts on their way, in <c>push.db</c>. <see cref="Changed"/> says that something was enqueued,
/// <see cref="Learned"/> that something became of an alert.
/// </summary>
internal sealed class PushStore : IDisposable
{
    // Jumps from origin to origin in the index, however many alerts wait for one of them.
    private const string SelectOrigins =
        """
        WITH RECURSIVE origins (origin) AS (
            SELECT MIN(origin) FROM deliveries WHERE state = 'due'
            UNION ALL
            SELECT (SELECT MIN(origin) FROM deliveries WHERE state = 'due' AND deliveries.origin > origins.origin)
            FROM origins WHERE origins.origin IS NOT NULL
        )
        SELECT origin AS Origin,
            (SELECT MIN(next_at) FROM deliveries WHERE state = 'due' AND deliveries.origin = origins.origin AND next_at <= @now) AS DueAt,
            (SELECT MIN(next_at) FROM deliveries WHERE state = 'due' AND deliveries.origin = origins.origin AND next_at > @now) AS NextAt
        FROM origins WHERE origin IS NOT NULL
        """;
    private const string SelectDue =
        """
        SELECT deliveries.id AS Id, deliveries.room AS Room, deliveries.party AS Party, deliveries.endpoint AS Endpoint,
            deliveries.kind AS Kind, deliveries.call AS Call, deliveries.text AS Text, deliveries.attempts AS Attempts,
            deliveries.due_at AS DueAt, deliveries.expires_at AS ExpiresAt,
            subscriptions.p256dh AS P256dh, subscriptions.auth AS Auth, subscriptions.language AS Language,
            subscriptions.base_url AS BaseUrl, subscriptions.standing AS Standing,
            EXISTS (SELECT 1 FROM deliveries AS newer WHERE newer.party = deliveries.party AND newer.endpoint = deliveries.endpoint
                AND newer.id > deliveries.id AND newer.due_at <= @now AND newer.kind NOT IN ('test', 'announce')) AS Overtaken,
            deliveries.kind = 'false_alarm' AND EXISTS (SELECT 1 FROM deliveries AS alarm WHERE alarm.party = deliveries.party
                AND alarm.endpoint = deliveries.endpoint AND alarm.kind = 'called' AND alarm.call = deliveries.call
                AND alarm.may_have_left = 1) AS WasAlarmed
        FROM deliveries
        JOIN subscriptions ON subscriptions.party = deliveries.party AND subscriptions.endpoint = deliveries.endpoint
        WHERE deliveries.state = 'due' AND deliveries.origin = @origin AND deliveries.next_at <= @now
            AND NOT EXISTS (SELECT 1 FROM deliveries AS older WHERE older.party = deliveries.party AND older.endpoint = deliveries.endpoint
                AND older.id < deliveries.id AND older.state = 'due' AND older.next_at <= @now)
        ORDER BY deliveries.next_at, deliveries.id LIMIT @most
        """;
    private const string SelectNews =
        """
        SELECT id AS Id, room AS Room, party AS Party, kind AS Kind, state AS State, calls AS Calls, due_at AS DueAt,
            concluded_at AS ConcludedAt, shown_at AS ShownAt, answered_at AS AnsweredAt, news AS News
        FROM deliveries WHERE news > told ORDER BY id LIMIT @most
        """;

    // What was due when the last server ended may have been on its way: it had no time to note it.
    private const string DoubtDue = "UPDATE deliveries SET may_have_left = 1 WHERE state = 'due'";
    private const string CountSubscriptions = "SELECT COUNT(*) FROM subscriptions WHERE party = @party AND endpoint <> @endpoint";

    private readonly string connectionString;
    private readonly SqliteWriter<PushStatements> writer;

    public PushStore(DataFolder folder, IOptions<StorageOptions> options)
    {
        connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = folder.File("push.db"),
            DefaultTimeout = options.Value.BusySeconds,
        }.ToString();
        try
        {
            writer = new SqliteWriter<PushStatements>(connectionString, PushSchema.Schema, connection => new PushStatements(connection));
            using var connection = new SqliteConnection(connectionString);
            connection.Open();
            connection.Execute(DoubtDue);
        }
        catch (SqliteException e)
        {
            throw new StartupException(
                $"{folder.File("push.db")} cannot be used: {e.Message} Restore it, or move it away (guests then ask for alerts again).", e);
        }
    }

    /// <summary>Something was enqueued.</summary>
    public CommitSignal Changed { get; } = new();

    /// <summary>There is news of an alert.</summary>
    public CommitSignal Learned { get; } = new();

    /// <summary>Enqueues what events make, each once. Gives how many of them were new.</summary>
    public async Task<int> HandleAsync(IReadOnlyList<HandledEvent> events)
    {
        var (handled, alerts) = await writer.RunAsync(statements => statements.Handle(events));
        Raise(alerts);
        return handled;
    }

    /// <summary>Stores a subscription and the alert it gets at once, if any.</summary>
    public async Task SaveAsync(StoredSubscription subscription, Notice? welcome = null) =>
        Raise(await writer.RunAsync(statements => statements.Save(subscription, welcome)));

    /// <summary>Enqueues one alert. Gives how many browsers get it.</summary>
    public async Task<int> AddAsync(Notice notice)
    {
        var browsers = await writer.RunAsync(statements => statements.Add(notice));
        Raise(browsers);
        return browsers;
    }

    public Task<int> RemoveAsync(string party, string endpoint) => writer.RunAsync(statements => statements.Remove(party, endpoint));

    public async Task NoteAsync(IReadOnlyList<PushResult> results)
    {
        await writer.RunAsync(statements => statements.Note(results));
        Learned.Raise();
    }

    public async Task NoteReceiptAsync(long id, string party, bool answered, long at)
    {
        if (await writer.RunAsync(statements => statements.NoteReceipt(id, party, answered, at)) > 0)
        {
            Learned.Raise();
        }
    }

    public Task NoteToldAsync(IReadOnlyList<PushNews> told) => writer.RunAsync(statements => statements.NoteTold(told));

    public Task PurgeAsync(long before) => writer.RunAsync(statements => statements.Purge(before));

    /// <summary>The push services that alerts wait for.</summary>
    public Task<IReadOnlyList<WaitingOrigin>> OriginsAsync(long now) =>
        ReadAsync<IReadOnlyList<WaitingOrigin>>(connection => [.. connection.Query<WaitingOrigin>(SelectOrigins, new { now })]);

    /// <summary>The alerts to one push service that may leave, oldest first, and of each browser only the oldest.</summary>
    public Task<IReadOnlyList<DueDelivery>> DueAsync(string origin, long now, int most) =>
        ReadAsync<IReadOnlyList<DueDelivery>>(connection => [.. connection.Query<DueDelivery>(SelectDue, new { origin, now, most })]);

    /// <summary>The alerts that others do not know the newest of.</summary>
    public Task<IReadOnlyList<PushNews>> NewsAsync(int most) =>
        ReadAsync<IReadOnlyList<PushNews>>(connection => [.. connection.Query<PushNews>(SelectNews, new { most })]);

    /// <summary>How many browsers of a party are subscribed, but for one.</summary>
    public Task<long> CountOthersAsync(string party, string endpoint) =>
        ReadAsync(connection => connection.ExecuteScalar<long>(CountSubscriptions, new { party, endpoint }));

    public void Dispose() => writer.Dispose();

    private void Raise(int alerts)
    {
        if (alerts > 0)
        {
            Changed.Raise();
            Learned.Raise();
        }
    }

    private Task<T> ReadAsync<T>(Func<SqliteConnection, T> read) => Task.Run(() =>
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        return read(connection);
    });
}
