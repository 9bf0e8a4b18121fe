using System.Collections.Concurrent;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Queue.Server.Storage;

/// <summary>
/// The one thread that writes to the database. SQLite blocks while it syncs, so it gets a thread of its own. After any failure
/// the connection is opened anew: what a failed statement leaves behind is not worth guessing.
/// </summary>
internal sealed class SqliteWriter<TStatements> : IDisposable
    where TStatements : class, IDisposable
{
    private readonly BlockingCollection<Action> work = new(new ConcurrentQueue<Action>());
    private readonly string connectionString;
    private readonly Func<SqliteConnection, TStatements> prepare;
    private readonly int maxDatabaseMiB;
    private readonly Thread thread;
    private TStatements? statements;
    private bool disposed;

    /// <param name="connectionString">The database; the writer opens its own, unpooled connection.</param>
    /// <param name="schema">Brings the database up to date.</param>
    /// <param name="prepare">Prepares the statements on a new connection.</param>
    /// <param name="maxDatabaseMiB">Largest size, 0 for no bound.</param>
    public SqliteWriter(
        string connectionString, SqliteSchema schema, Func<SqliteConnection, TStatements> prepare, int maxDatabaseMiB = 0)
    {
        this.connectionString = connectionString + ";Pooling=False";
        this.prepare = prepare;
        this.maxDatabaseMiB = maxDatabaseMiB;
        using (var connection = Open())
        {
            schema.Migrate(connection);
        }

        thread = new Thread(Run) { Name = $"SQLite writer of {schema.Name}", IsBackground = true };
        thread.Start();
    }

    /// <summary>Runs on the writer's thread; the task ends when the work is committed, or fails with what stopped it.</summary>
    public Task<T> RunAsync<T>(Func<TStatements, T> job)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        work.Add(() =>
        {
            try
            {
                done.SetResult(job(statements ??= prepare(Open())));
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
        if (!disposed)
        {
            disposed = true;
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
