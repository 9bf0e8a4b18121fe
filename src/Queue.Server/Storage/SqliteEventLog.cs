using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Queue.Core.Chat;
using Queue.Core.Rooms;
using Queue.Server.Configuration;

namespace Queue.Server.Storage;

/// <summary>
/// The event log in <c>queue.db</c>. WAL with full sync: a commit is on the disk before it is answered. One thread writes, on one
/// connection; readers have their own and never wait for it. PRAGMAs are set on the writer's own connection, which is not pooled,
/// because a pooled one keeps changed PRAGMAs.
/// </summary>
internal sealed class SqliteEventLog : IEventLog, IDisposable
{
    private const string SelectRoom = "SELECT number, version FROM rooms WHERE id = @id";
    private const string SelectCheckpoint = "SELECT version, state FROM checkpoints WHERE room = @room";
    private const string SelectEvents =
        "SELECT data, personal FROM events WHERE room = @room AND version > @after AND version <= @until ORDER BY version";
    private const string SelectByCode = "SELECT rooms.id FROM codes JOIN rooms ON rooms.number = codes.room WHERE codes.code = @code";
    private const string SelectByKey =
        """
        SELECT rooms.id, create_keys.fingerprint FROM create_keys JOIN rooms ON rooms.number = create_keys.room
        WHERE create_keys.key = @key AND create_keys.created_at > @notBefore
        """;
    private const string SelectDue = "SELECT id, next_deadline FROM rooms WHERE next_deadline <= @until ORDER BY next_deadline";

    private const string SelectOwned = "SELECT id FROM rooms WHERE owner = @owner AND kind = @kind ORDER BY number";
    private const string SelectVenues = "SELECT id FROM rooms WHERE kind = 'venue' ORDER BY number";
    private const string SelectBySlug = "SELECT rooms.id FROM slugs JOIN rooms ON rooms.number = slugs.venue WHERE slugs.slug = @slug";
    private const string SelectBack =
        """
        SELECT events.version, events.data, events.personal FROM rooms JOIN events ON events.room = rooms.number
        WHERE rooms.id = @id AND events.version < @before ORDER BY events.version DESC LIMIT @most
        """;
    private const string SelectItemsAfter =
        """
        SELECT events.data, events.personal FROM rooms JOIN events ON events.room = rooms.number
        WHERE rooms.id = @id AND events.seq > @after AND events.seq < @before ORDER BY events.seq LIMIT @most
        """;
    private const string SelectItemsBefore =
        """
        SELECT data, personal FROM
            (SELECT events.seq, events.data, events.personal FROM rooms JOIN events ON events.room = rooms.number
            WHERE rooms.id = @id AND events.seq > @after AND events.seq < @before ORDER BY events.seq DESC LIMIT @most)
        ORDER BY seq
        """;

    // An entry whose events were forgotten meanwhile is still an entry, so that it can be forgotten itself.
    private const string SelectOutbox =
        """
        SELECT outbox.id AS EntryId, rooms.id AS Room, events.version AS Version, events.data AS Data, events.personal AS Personal
        FROM (SELECT id, room, first_version, last_version FROM outbox WHERE id > @after ORDER BY id LIMIT @most) AS outbox
        JOIN rooms ON rooms.number = outbox.room
        LEFT JOIN events ON events.room = outbox.room AND events.version BETWEEN outbox.first_version AND outbox.last_version
        ORDER BY outbox.id, events.version
        """;

    private const string SelectHistory =
        """
        SELECT rooms.number AS EntryId, rooms.id AS Room, events.version AS Version, events.data AS Data, events.personal AS Personal
        FROM (SELECT number, id FROM rooms WHERE number > @after ORDER BY number LIMIT @most) AS rooms
        JOIN events ON events.room = rooms.number
        ORDER BY rooms.number, events.version
        """;

    private readonly string connectionString;
    private readonly SqliteWriter<EventLogStatements> writer;

    // The newest entry of the outbox that was handed over. Ids rise in the order of commits and are never used again, so all up to it
    // were, and nothing comes below it.
    private long handedOver;

    public SqliteEventLog(DataFolder folder, IOptions<StorageOptions> options)
    {
        connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = folder.File("queue.db"),
            DefaultTimeout = options.Value.BusySeconds,
        }.ToString();
        Description = $"SQLite in {folder.Path}";
        try
        {
            writer = new SqliteWriter<EventLogStatements>(
                connectionString, EventLogSchema.Schema, connection => new EventLogStatements(connection), options.Value.MaxDatabaseMiB);
            using var connection = Open();
            Epoch = connection.ExecuteScalar<int>("SELECT value FROM settings WHERE name = 'epoch'");
        }
        catch (SqliteException e)
        {
            throw new StartupException(
                $"{folder.File("queue.db")} cannot be used: {e.Message} Restore it from a backup, or move it away to begin anew.", e);
        }
    }

    public string Description { get; }

    public int Epoch { get; }

    public Task<StoredRoom?> LoadAsync(RoomId id, CancellationToken cancellationToken) =>
        Task.Run(() => Load(id), cancellationToken);

    public Task<RoomId?> FindRoomAsync(RoomCode code, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            using var connection = Open();
            var id = connection.ExecuteScalar<string?>(SelectByCode, new { code = code.ToString() });
            return id is null ? (RoomId?)null : new RoomId(id);
        },
        cancellationToken);

    public Task<CreatedRoom?> FindCreatedAsync(string key, DateTimeOffset notBefore, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            using var connection = Open();
            var found = connection.QueryFirstOrDefault<(string Id, string Fingerprint)?>(
                SelectByKey, new { key, notBefore = notBefore.ToUnixTimeMilliseconds() });
            return found is { } room ? new CreatedRoom(new RoomId(room.Id), room.Fingerprint) : null;
        },
        cancellationToken);

    public Task<IReadOnlyList<RoomId>> OwnedAsync(OwnerId owner, string kind, CancellationToken cancellationToken) => Task.Run<IReadOnlyList<RoomId>>(
        () =>
        {
            using var connection = Open();
            return [.. connection.Query<string>(SelectOwned, new { owner = owner.Value, kind }).Select(id => new RoomId(id))];
        },
        cancellationToken);

    public Task<IReadOnlyList<RoomId>> VenuesAsync(CancellationToken cancellationToken) => Task.Run<IReadOnlyList<RoomId>>(
        () =>
        {
            using var connection = Open();
            return [.. connection.Query<string>(SelectVenues).Select(id => new RoomId(id))];
        },
        cancellationToken);

    public Task<RoomId?> FindVenueAsync(string slug, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            using var connection = Open();
            var id = connection.ExecuteScalar<string?>(SelectBySlug, new { slug });
            return id is null ? (RoomId?)null : new RoomId(id);
        },
        cancellationToken);

    public Task<bool> ClaimSlugAsync(RoomId venue, string slug, CancellationToken cancellationToken) =>
        writer.RunAsync(statements => statements.ClaimSlug(venue, slug));

    public Task<IReadOnlyList<ChatItem>> ReadItemsAsync(RoomId id, ItemRange range, CancellationToken cancellationToken) => Task.Run<IReadOnlyList<ChatItem>>(
        () =>
        {
            using var connection = Open();
            var items = connection.Query<(string Data, string? Personal)>(
                range.AfterSeq is null ? SelectItemsBefore : SelectItemsAfter,
                new { id = id.Value, after = range.AfterSeq ?? -1, before = range.BeforeSeq ?? long.MaxValue, most = range.Most });
            return [.. items.Select(row => (ChatItem)ReadEvent(row.Data, row.Personal))];
        },
        cancellationToken);

    public Task<IReadOnlyList<StoredEvent>> ReadBackAsync(RoomId id, long beforeVersion, int most, CancellationToken cancellationToken) =>
        Task.Run<IReadOnlyList<StoredEvent>>(
            () =>
            {
                using var connection = Open();
                return [.. connection.Query<(long Version, string Data, string? Personal)>(SelectBack, new { id = id.Value, before = beforeVersion, most })
                    .Select(row => new StoredEvent(row.Version, ReadEvent(row.Data, row.Personal)))];
            },
            cancellationToken);

    public Task<IReadOnlyList<DueRoom>> DueAsync(DateTimeOffset until, CancellationToken cancellationToken) => Task.Run<IReadOnlyList<DueRoom>>(
        () =>
        {
            using var connection = Open();
            return [.. connection.Query<(string Id, long At)>(SelectDue, new { until = until.ToUnixTimeMilliseconds() })
                .Select(row => new DueRoom(new RoomId(row.Id), DateTimeOffset.FromUnixTimeMilliseconds(row.At)))];
        },
        cancellationToken);

    public Task<IReadOnlyList<AppendResult>> AppendAsync(IReadOnlyList<Append> batch, CancellationToken cancellationToken) =>
        writer.RunAsync(statements => statements.Store(batch, Volatile.Read(ref handedOver)));

    public Task<IReadOnlyList<OutboxEntry>> ReadOutboxAsync(int most, CancellationToken cancellationToken) =>
        Task.Run(() => ReadEntries(SelectOutbox, new { after = Volatile.Read(ref handedOver), most }), cancellationToken);

    public Task<IReadOnlyList<OutboxEntry>> ReadHistoryAsync(long afterRoom, int most, CancellationToken cancellationToken) =>
        Task.Run(() => ReadEntries(SelectHistory, new { after = afterRoom, most }), cancellationToken);

    public void ForgetOutbox(IReadOnlyList<OutboxEntry> entries) => Volatile.Write(ref handedOver, entries[^1].Id);

    public Task<DateTimeOffset?> LastAliveAsync(CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            using var connection = Open();
            var value = connection.ExecuteScalar<long?>("SELECT CAST(value AS INTEGER) FROM settings WHERE name = 'last_alive'");
            return value is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : (DateTimeOffset?)null;
        },
        cancellationToken);

    public Task SaveAliveAsync(DateTimeOffset at, CancellationToken cancellationToken) =>
        writer.RunAsync(statements => statements.SaveAlive(at, Volatile.Read(ref handedOver)));

    public void Dispose() => writer.Dispose();

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        return connection;
    }

    private StoredRoom? Load(RoomId id)
    {
        using var connection = Open();
        using var transaction = connection.BeginTransaction(deferred: true);
        if (connection.QueryFirstOrDefault<(long Number, long Version)?>(SelectRoom, new { id = id.Value }, transaction) is not { } room)
        {
            return null;
        }

        var (after, state) = connection.QueryFirstOrDefault<(long Version, byte[]? State)>(
            SelectCheckpoint, new { room = room.Number }, transaction);
        var checkpoint = state is null ? null : RoomJson.ReadState(state);
        var events = connection.Query<(string Data, string? Personal)>(
            SelectEvents, new { room = room.Number, after, until = room.Version }, transaction);
        return new StoredRoom(room.Version, checkpoint, [.. events.Select(row => ReadEvent(row.Data, row.Personal))]);
    }

    private IReadOnlyList<OutboxEntry> ReadEntries(string sql, object parameters)
    {
        using var connection = Open();
        return [.. connection.Query<(long Id, string Room, long? Version, string? Data, string? Personal)>(sql, parameters)
            .GroupBy(row => (row.Id, row.Room))
            .Select(entry => new OutboxEntry(
                entry.Key.Id,
                new RoomId(entry.Key.Room),
                [.. entry.SelectMany(row => ReadStored(row.Version, row.Data, row.Personal))]))];
    }

    private static IEnumerable<StoredEvent> ReadStored(long? version, string? data, string? personal) =>
        version is { } made && data is not null ? [new StoredEvent(made, ReadEvent(data, personal))] : [];

    private static RoomEvent ReadEvent(string data, string? personal) =>
        RoomJson.ReadEvent(Encoding.UTF8.GetBytes(data), personal is null ? [] : Encoding.UTF8.GetBytes(personal));
}
