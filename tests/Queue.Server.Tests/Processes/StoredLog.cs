using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;
using Queue.Core.Rooms;
using Queue.Server.Snapshots;

namespace Queue.Server.Tests.Processes;

/// <summary>A stored room, read past the server.</summary>
internal sealed record StoredHistory(string Code, long Version, IReadOnlyList<(long Version, RoomEvent Happened)> Events, RoomState? Checkpoint)
{
    public RoomState Replayed => Events.Aggregate((RoomState?)null, (state, stored) => RoomLogic.Evolve(state, stored.Happened))!;

    /// <summary>The state as a server loads it: from the checkpoint on.</summary>
    public RoomState Loaded => Events.Where(stored => stored.Version > (Checkpoint?.Version ?? 0))
        .Aggregate(Checkpoint, (state, stored) => RoomLogic.Evolve(state, stored.Happened))!;

    public string HostView =>
        Encoding.UTF8.GetString(RoomSnapshotView(Replayed));

    private static byte[] RoomSnapshotView(RoomState state) =>
        ((WaitlistSnapshot)RoomSnapshot.Of(state, 1)).View(new Audience(AudienceKind.Host))!.Body;
}

/// <summary>Reads <c>queue.db</c> as it is on the disk.</summary>
internal static class StoredLog
{
    public static IReadOnlyList<StoredHistory> Read(string folder)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "queue.db")};Pooling=False");
        connection.Open();
        return [.. connection.Query<(long Number, long Version, string Code)>(
                "SELECT rooms.number, rooms.version, codes.code FROM rooms JOIN codes ON codes.room = rooms.number ORDER BY rooms.number")
            .ToList().Select(room => Read(connection, room.Number, room.Version, room.Code))];
    }

    /// <summary>The versions that the outbox names, room by room, in order.</summary>
    public static IReadOnlyList<(string Code, long Version)> Outbox(string folder)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "queue.db")};Pooling=False");
        connection.Open();
        return [.. connection.Query<(string Code, long First, long Last)>(
                "SELECT codes.code, first_version, last_version FROM outbox JOIN codes ON codes.room = outbox.room ORDER BY outbox.id")
            .SelectMany(entry => Enumerable.Range((int)entry.First, (int)(entry.Last - entry.First + 1)).Select(version => (entry.Code, (long)version)))];
    }

    /// <summary>The versions that analytics has counted, room by room.</summary>
    public static IReadOnlyList<(string Code, long Version)> HandedOver(string folder)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "queue.db")};Pooling=False");
        connection.Open();
        connection.Execute("ATTACH @file AS analytics", new { file = Path.Combine(folder, "analytics.db") });
        return [.. connection.Query<(string Code, long Version)>(
            """
            SELECT codes.code, CAST(substr(message, length('1:') + 64 + 2) AS INTEGER) FROM analytics.inbox
            JOIN rooms ON rooms.id = substr(message, length('1:') + 1, 64) JOIN codes ON codes.room = rooms.number
            """)];
    }

    private static StoredHistory Read(SqliteConnection connection, long number, long version, string code)
    {
        var events = connection.Query<(long Version, string Data, string? Personal)>(
            "SELECT version, data, personal FROM events WHERE room = @number ORDER BY version", new { number });
        var checkpoint = connection.ExecuteScalar<byte[]?>("SELECT state FROM checkpoints WHERE room = @number", new { number });
        return new StoredHistory(
            code,
            version,
            [.. events.Select(row => (row.Version, RoomJson.ReadEvent(
                Encoding.UTF8.GetBytes(row.Data), row.Personal is null ? [] : Encoding.UTF8.GetBytes(row.Personal))))],
            checkpoint is null ? null : RoomJson.ReadState(checkpoint));
    }
}
