using System.Text;
using Microsoft.Data.Sqlite;
using Queue.Core.Chat;
using Queue.Core.Rooms;

namespace Queue.Server.Storage;

/// <summary>The prepared statements of the writer. Used by its thread alone.</summary>
internal sealed class EventLogStatements : IDisposable
{
    // More than the events and the checkpoint of a usual commit, and less than the page cache holds, so that nothing of it is written.
    private const int ProbeBytes = 256 * 1024;

    private readonly SqliteConnection connection;
    private readonly SqliteStatement advance;
    private readonly SqliteStatement insertRoom;
    private readonly SqliteStatement insertEvent;
    private readonly SqliteStatement insertOutbox;
    private readonly SqliteStatement saveCheckpoint;
    private readonly SqliteStatement findCode;
    private readonly SqliteStatement insertCode;
    private readonly SqliteStatement findKey;
    private readonly SqliteStatement saveKey;
    private readonly SqliteStatement saveAlive;
    private readonly SqliteStatement probe;
    private readonly SqliteStatement deleteOutbox;
    private readonly SqliteStatement findRoom;
    private readonly SqliteStatement forgetItems;
    private readonly SqliteStatement disown;
    private readonly VenueStatements venues;

    public EventLogStatements(SqliteConnection connection)
    {
        this.connection = connection;
        advance = Prepare(
            "UPDATE rooms SET version = @p0, next_deadline = @p1 WHERE id = @p2 AND version = @p3 RETURNING number");
        insertRoom = Prepare("INSERT INTO rooms (id, kind, version, next_deadline, owner) VALUES (@p0, @p1, @p2, @p3, @p4) RETURNING number");
        insertEvent = Prepare("INSERT INTO events (room, version, data, personal, seq) VALUES (@p0, @p1, @p2, @p3, @p4)");
        insertOutbox = Prepare("INSERT INTO outbox (room, first_version, last_version) VALUES (@p0, @p1, @p2)");
        saveCheckpoint = Prepare(
            """
            INSERT INTO checkpoints (room, version, state) VALUES (@p0, @p1, @p2)
            ON CONFLICT (room) DO UPDATE SET version = excluded.version, state = excluded.state
            """);
        findCode = Prepare("SELECT 1 FROM codes WHERE code = @p0");
        insertCode = Prepare("INSERT INTO codes (code, room) VALUES (@p0, @p1)");
        findKey = Prepare("SELECT 1 FROM create_keys WHERE key = @p0 AND created_at > @p1");
        saveKey = Prepare(
            """
            INSERT INTO create_keys (key, fingerprint, room, created_at) VALUES (@p0, @p1, @p2, @p3)
            ON CONFLICT (key) DO UPDATE SET
                fingerprint = excluded.fingerprint, room = excluded.room, created_at = excluded.created_at
            """);
        deleteOutbox = Prepare("DELETE FROM outbox WHERE id <= @p0");
        saveAlive = Prepare(
            """
            INSERT INTO settings (name, value) VALUES ('last_alive', @p0)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """);
        findRoom = Prepare("SELECT 1 FROM rooms WHERE id = @p0");
        forgetItems = Prepare("DELETE FROM events WHERE room = @p0 AND seq <= @p1");
        disown = Prepare("UPDATE rooms SET owner = NULL WHERE number = @p0");
        venues = new VenueStatements(connection);
        probe = Prepare("INSERT INTO settings (name, value) VALUES ('probe', zeroblob(@p0))");
    }

    /// <summary>
    /// Stores a batch in one transaction with one sync, and deletes the outbox up to <paramref name="handedOver"/> with it. Throws when
    /// nothing was stored.
    /// </summary>
    public IReadOnlyList<AppendResult> Store(IReadOnlyList<Append> batch, long handedOver)
    {
        using var transaction = connection.BeginTransaction();
        deleteOutbox.Execute(transaction, handedOver);
        var results = new AppendResult[batch.Count];
        for (var i = 0; i < batch.Count; i++)
        {
            results[i] = StoreOrBlame(batch[i], transaction);
        }

        transaction.Commit();
        return results;
    }

    public DateTimeOffset SaveAlive(DateTimeOffset at, long handedOver)
    {
        DeleteOutbox(handedOver);
        Probe();
        using var transaction = connection.BeginTransaction();
        saveAlive.Execute(transaction, at.ToUnixTimeMilliseconds());
        transaction.Commit();
        return at;
    }

    public void Dispose()
    {
        SqliteStatement[] all =
        [
            advance, insertRoom, insertEvent, insertOutbox, saveCheckpoint, findCode, insertCode, findKey, saveKey, saveAlive,
            probe, deleteOutbox, findRoom, forgetItems, disown,
        ];
        foreach (var statement in all)
        {
            statement.Dispose();
        }

        venues.Dispose();
        connection.Dispose();
    }

    /// <summary>Makes a slug lead to a venue; false when it leads to another one.</summary>
    public bool ClaimSlug(RoomId venue, string slug)
    {
        using var transaction = connection.BeginTransaction();
        var claimed = venues.Claim(venue, slug, transaction);
        transaction.Commit();
        return claimed;
    }

    // Apart and first: in a full database it makes room.
    private void DeleteOutbox(long handedOver)
    {
        using var transaction = connection.BeginTransaction();
        deleteOutbox.Execute(transaction, handedOver);
        transaction.Commit();
    }

    // Asks for the pages of a commit, and gives them back.
    private void Probe()
    {
        using var transaction = connection.BeginTransaction();
        probe.Execute(transaction, ProbeBytes);
        transaction.Rollback();
    }

    private AppendResult StoreOrBlame(Append append, SqliteTransaction transaction)
    {
        try
        {
            return Store(append, transaction);
        }
        catch (Exception e) when (IsToBlame(e))
        {
            throw new AppendException(e);
        }
    }

    // Everything but what SQLite says of its files, its memory and other programs.
    private static bool IsToBlame(Exception e) =>
        e is not SqliteException { SqliteErrorCode: not (SQLitePCL.raw.SQLITE_CONSTRAINT or SQLitePCL.raw.SQLITE_MISMATCH or SQLitePCL.raw.SQLITE_TOOBIG) };

    private AppendResult Store(Append append, SqliteTransaction transaction)
    {
        if (append.Opening is { } opening && Claim(opening, append, transaction) is { } refused)
        {
            return refused;
        }

        var deadline = append.NextDeadline?.ToUnixTimeMilliseconds();
        var number = append.Opening is { } opened
            ? insertRoom.Scalar(transaction, append.Id.Value, opened.Kind, append.Version, deadline, opened.Owner?.Value)
            : advance.Scalar(transaction, append.Version, deadline, append.Id.Value, append.ExpectedVersion);
        if (number is not { } room)
        {
            return AppendResult.Fenced;
        }

        if (append.Opening is { } claimed)
        {
            SaveClaims(claimed, append, room, transaction);
        }

        StoreEvents(append, room, transaction);
        Forget(append, room, transaction);
        if (append.KeptSlug is { } slug)
        {
            venues.Keep(room, slug, transaction);
        }

        if (append.EndsVenue)
        {
            venues.End(room, transaction);
        }

        if (append.Disowns)
        {
            disown.Execute(transaction, room);
        }

        if (append.Checkpoint is { } state)
        {
            saveCheckpoint.Execute(transaction, room, append.Version, RoomJson.WriteState(state));
        }

        return AppendResult.Committed;
    }

    private void StoreEvents(Append append, long room, SqliteTransaction transaction)
    {
        var version = append.ExpectedVersion;
        foreach (var happened in append.Events)
        {
            var personal = RoomJson.WritePersonal(happened.Personal);
            insertEvent.Execute(
                transaction,
                room,
                ++version,
                Text(RoomJson.WriteEvent(happened)),
                personal is null ? null : Text(personal),
                (happened as ChatItem)?.Seq);
        }

        if (!append.Events.IsEmpty)
        {
            insertOutbox.Execute(transaction, room, append.ExpectedVersion + 1, append.Version);
        }
    }

    private void Forget(Append append, long room, SqliteTransaction transaction)
    {
        if (append.ForgottenUntil is not { } until)
        {
            return;
        }

        if (append.Checkpoint is null)
        {
            throw new InvalidOperationException("A room that forgets needs a checkpoint to be read again.");
        }

        forgetItems.Execute(transaction, room, until);
    }

    // Checked before anything is written: the writer is alone, so what is free now is free until the commit.
    private AppendResult? Claim(Opening opening, Append append, SqliteTransaction transaction)
    {
        if (opening.Key is { } key && findKey.Scalar(transaction, key.Key, KeysFrom(append)) is not null)
        {
            return AppendResult.KeyTaken;
        }

        if (opening.IdIsChosen && findRoom.Scalar(transaction, append.Id.Value) is not null)
        {
            return AppendResult.RoomTaken;
        }

        if (opening.Slug is { } slug && venues.IsTaken(slug, transaction))
        {
            return AppendResult.SlugTaken;
        }

        return opening.Code is not { } code ? null
            : (opening.Evening is { } evening ? venues.MayLead(code, evening, transaction) : findCode.Scalar(transaction, code.ToString()) is null)
                ? null
                : AppendResult.CodeTaken;
    }

    private void SaveClaims(Opening opening, Append append, long room, SqliteTransaction transaction)
    {
        if (opening is { Code: { } led, Evening: { } evening })
        {
            venues.Lead(led, evening, room, transaction);
        }
        else if (opening.Code is { } code)
        {
            insertCode.Execute(transaction, code.ToString(), room);
        }

        if (opening.Slug is { } slug && opening.Code is { } own)
        {
            venues.Open(own, slug, room, transaction);
        }

        if (opening.Key is { } key)
        {
            saveKey.Execute(transaction, key.Key, key.Fingerprint, room, append.Events[0].At.ToUnixTimeMilliseconds());
        }
    }

    private static long KeysFrom(Append append) => (append.Events[0].At - AnswerBook.Lifetime).ToUnixTimeMilliseconds();

    private static string Text(byte[] utf8) => Encoding.UTF8.GetString(utf8);

    private SqliteStatement Prepare(string sql) => new(connection, sql);
}
