using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Queue.Server.Configuration;
using Queue.Server.Storage;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Storage;

/// <summary>A data folder of a test, with the log that is opened in it on demand. Deleted at the end.</summary>
internal sealed class LogFolder : IDisposable
{
    private DataFolder? held;
    private SqliteEventLog? log;

    public string Path { get; } = TestServer.NewFolder();

    public string Database => File("queue.db");

    /// <summary>Connections of a program beside the server.</summary>
    public string ConnectionString => new SqliteConnectionStringBuilder { DataSource = Database, Pooling = false }.ToString();

    public DataFolder Held => held ??= new DataFolder(Options.Create(new QueueOptions { DataDirectory = Path }));

    public SqliteEventLog Log => log ??= new SqliteEventLog(Held, Options.Create(new StorageOptions { BusySeconds = 1 }));

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Changes the database as a program beside the server does.</summary>
    public int Execute(string sql)
    {
        using var connection = new SqliteConnection(ConnectionString);
        return connection.Execute(sql);
    }

    public IReadOnlyList<T> Query<T>(string sql)
    {
        using var connection = new SqliteConnection(ConnectionString);
        return [.. connection.Query<T>(sql)];
    }

    /// <summary>Another program's open write transaction, until it is disposed.</summary>
    public IDisposable HoldWriteLock()
    {
        var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        connection.Execute("BEGIN IMMEDIATE; UPDATE rooms SET version = version + 98");
        return connection;
    }

    /// <summary>Ends the log and gives the folder back, as the end of a process does.</summary>
    public void Release()
    {
        log?.Dispose();
        held?.Dispose();
        (log, held) = (null, null);
        SqliteConnection.ClearAllPools();
    }

    public void Dispose()
    {
        Release();
        Directory.Delete(Path, recursive: true);
    }
}
