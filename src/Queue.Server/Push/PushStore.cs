using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Queue.Server.Configuration;
using Queue.Server.Rooms;
using Queue.Server.Storage;

namespace Queue.Server.Push;

/// <summary>Subscriptions and the alerts on their way, in <c>push.db</c>. <see cref="Changed"/> says that something may be due.</summary>
internal sealed class PushStore : IDisposable
{
    private const string SelectDue =
        """
        SELECT deliveries.id AS Id, deliveries.room AS Room, deliveries.party AS Party, deliveries.endpoint AS Endpoint,
            deliveries.kind AS Kind, deliveries.call AS Call, deliveries.text AS Text, deliveries.attempts AS Attempts, deliveries.expires_at AS ExpiresAt,
            subscriptions.p256dh AS P256dh, subscriptions.auth AS Auth, subscriptions.language AS Language,
            subscriptions.base_url AS BaseUrl
        FROM deliveries
        JOIN subscriptions ON subscriptions.party = deliveries.party AND subscriptions.endpoint = deliveries.endpoint
        WHERE deliveries.state = 'due' AND deliveries.next_at <= @now
        ORDER BY deliveries.next_at LIMIT @most
        """;
    private const string SelectNext = "SELECT MIN(next_at) FROM deliveries WHERE state = 'due' AND next_at > @now";
    private const string CountSubscriptions = "SELECT COUNT(*) FROM subscriptions WHERE party = @party AND endpoint <> @endpoint";
    private const string SelectSubscriptions =
        """
        SELECT party AS Party, endpoint AS Endpoint, room AS Room, p256dh AS P256dh, auth AS Auth, vapid AS Vapid, language AS Language,
            base_url AS BaseUrl, created_at AS CreatedAt
        FROM subscriptions WHERE party = @party
        """;

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
        }
        catch (SqliteException e)
        {
            throw new StartupException(
                $"{folder.File("push.db")} cannot be used: {e.Message} Restore it, or move it away (guests then ask for alerts again).", e);
        }
    }

    /// <summary>Something was enqueued.</summary>
    public CommitSignal Changed { get; } = new();

    public async Task<int> HandleAsync(IReadOnlyList<HandledEvent> events)
    {
        var handled = await writer.RunAsync(statements => statements.Handle(events));
        Changed.Raise();
        return handled;
    }

    public async Task SaveAsync(StoredSubscription subscription, IReadOnlyList<Notice> notices)
    {
        await writer.RunAsync(statements => statements.Save(subscription, notices));
        Changed.Raise();
    }

    /// <summary>Enqueues one alert. Gives how many browsers get it.</summary>
    public async Task<int> AddAsync(Notice notice)
    {
        var browsers = await writer.RunAsync(statements => statements.Add(notice));
        Changed.Raise();
        return browsers;
    }

    public Task<int> RemoveAsync(string party, string endpoint) => writer.RunAsync(statements => statements.Remove(party, endpoint));

    public Task NoteAsync(IReadOnlyList<(long Id, string? State, long NextAt)> results) =>
        writer.RunAsync(statements => statements.Note(results));

    public Task PurgeAsync(long before) => writer.RunAsync(statements => statements.Purge(before));

    public Task<IReadOnlyList<DueDelivery>> DueAsync(long now, int most) =>
        ReadAsync<IReadOnlyList<DueDelivery>>(connection => [.. connection.Query<DueDelivery>(SelectDue, new { now, most })]);

    /// <summary>When the next alert after now is due, in epoch milliseconds; null when none waits.</summary>
    public Task<long?> NextDueAsync(long now) => ReadAsync(connection => connection.ExecuteScalar<long?>(SelectNext, new { now }));

    /// <summary>How many other browsers of a party are subscribed.</summary>
    public Task<long> CountOthersAsync(string party, string endpoint) =>
        ReadAsync(connection => connection.ExecuteScalar<long>(CountSubscriptions, new { party, endpoint }));

    public Task<IReadOnlyList<StoredSubscription>> SubscriptionsAsync(string party) =>
        ReadAsync<IReadOnlyList<StoredSubscription>>(connection => [.. connection.Query<StoredSubscription>(SelectSubscriptions, new { party })]);

    public void Dispose() => writer.Dispose();

    private Task<T> ReadAsync<T>(Func<SqliteConnection, T> read) => Task.Run(() =>
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        return read(connection);
    });
}

/// <summary>An alert that may leave now, with where it goes.</summary>
internal sealed record DueDelivery(
    long Id,
    string Room,
    string Party,
    string Endpoint,
    string Kind,
    long Call,
    string? Text,
    long Attempts,
    long ExpiresAt,
    string P256dh,
    string Auth,
    string Language,
    string BaseUrl);
