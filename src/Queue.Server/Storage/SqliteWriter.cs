using System.Collections.Concurrent;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Queue.Server.Storage;

/// <summary>
/// The one thread that writes to the database. SQLite blocks while it syncs, so it gets a thread of its own. After any failure
/// the connection is opened anew: what a failed statement leaves behind is not worth guessing.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    private readonly BlockingCollection<Action> work = new(new ConcurrentQueue<Action>());
    private readonly string connectionString;
    private readonly int maxDatabaseMiB;
    private readonly Thread thread;
    private SqliteStatements? statements;

    public SqliteWriter(string connectionString, int maxDatabaseMiB)
    {
        this.connectionString = connectionString;
        this.maxDatabaseMiB = maxDatabaseMiB;
        using (var connection = Open())
        {
            SqliteSchema.Migrate(connection);
        }

        thread = new Thread(Run) { Name = "SQLite writer", IsBackground = true };
        thread.Start();
    }

    /// <summary>Runs on the writer's thread; the task ends when the work is committed, or fails with what stopped it.</summary>
    public Task<T> RunAsync<T>(Func<SqliteStatements, T> job)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        work.Add(() =>
        {
            try
            {
                done.SetResult(job(statements ??= new SqliteStatements(Open())));
            }
            catch (Exception e)
            {
                statements?.Dispose();
                statements = null;
                done.SetException(e);
            }
        });
        return done.Task;
    }

    public void Dispose()
    {
        if (!work.IsAddingCompleted)
        {
            work.CompleteAdding();
            thread.Join();
            work.Dispose();
        }
    }

    private void Run()
    {
        foreach (var job in work.GetConsumingEnumerable())
        {
            job();
        }

        statements?.Dispose();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;");
        if (maxDatabaseMiB > 0)
        {
            var pageBytes = connection.ExecuteScalar<long>("PRAGMA page_size");
            connection.Execute(string.Create(null, $"PRAGMA max_page_count = {maxDatabaseMiB * 1_048_576L / pageBytes}"));
        }

        return connection;
    }
}
