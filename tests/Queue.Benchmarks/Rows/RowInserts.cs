using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Queue.Benchmarks.Load;

namespace Queue.Benchmarks.Rows;

/// <summary>What joins are compared with: one row of the same size inserted per transaction, synced in full, by one program alone.</summary>
internal sealed class RowInserts : IDisposable
{
    private const string Event =
        """{"type":"party_joined","party":"00000000-0000-4000-8000-000000000000","ticket":1000,"size":1,"source":"guest","quotedLowMs":180000000,"quotedHighMs":270000000,"at":1700000000000}""";
    private const string Personal = """{"name":"Guest 00000000"}""";

    private readonly SqliteConnection connection;
    private readonly SqliteCommand insert;
    private long version;

    public RowInserts(string folder, int rooms)
    {
        Rooms = rooms;
        connection = new SqliteConnection($"Data Source={Path.Combine(folder, "inserts.db")};Pooling=False");
        connection.Open();
        Execute("PRAGMA journal_mode = WAL");
        Execute("PRAGMA synchronous = FULL");
        Execute("CREATE TABLE events (room INTEGER, version INTEGER, data TEXT, personal TEXT, PRIMARY KEY (room, version)) WITHOUT ROWID");
        insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO events VALUES (@room, @version, @data, @personal)";
        insert.Parameters.AddWithValue("@room", 0L);
        insert.Parameters.AddWithValue("@version", 0L);
        insert.Parameters.AddWithValue("@data", Event);
        insert.Parameters.AddWithValue("@personal", Personal);
    }

    /// <summary>How long each insert took, its sync included: what the disk does to anybody.</summary>
    public Latencies Times { get; } = new();

    private int Rooms { get; }

    public Throughput Run(TimeSpan duration)
    {
        var started = Stopwatch.GetTimestamp();
        var rows = 0L;
        for (; Stopwatch.GetElapsedTime(started) < duration; rows++)
        {
            var begun = Stopwatch.GetTimestamp();
            insert.Parameters[0].Value = version % Rooms;
            insert.Parameters[1].Value = version++;
            using var transaction = connection.BeginTransaction();
            insert.Transaction = transaction;
            insert.ExecuteNonQuery();
            transaction.Commit();
            Times.Add(Stopwatch.GetElapsedTime(begun));
        }

        return new Throughput(rows, Stopwatch.GetElapsedTime(started), TimeSpan.Zero);
    }

    public void Dispose()
    {
        insert.Dispose();
        connection.Dispose();
    }

    private void Execute(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
