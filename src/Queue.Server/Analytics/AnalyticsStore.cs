using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Queue.Server.Configuration;
using Queue.Server.Events;
using Queue.Server.Push;
using Queue.Server.Storage;

namespace Queue.Server.Analytics;

/// <summary>
/// The numbers of managers, in <c>analytics.db</c> beside the log's file: a report that reads a year never waits for a commit, nor a
/// commit for it. As a handler it counts every event once.
/// </summary>
internal sealed class AnalyticsStore : IEventHandler, IDisposable
{
    private readonly string connectionString;
    private readonly SqliteWriter<AnalyticsStatements> writer;
    private readonly EventInstruments instruments;

    public AnalyticsStore(DataFolder folder, IOptions<StorageOptions> options, EventInstruments instruments)
    {
        this.instruments = instruments;
        connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = folder.File("analytics.db"),
            DefaultTimeout = options.Value.BusySeconds,
        }.ToString();
        try
        {
            writer = new SqliteWriter<AnalyticsStatements>(
                connectionString, AnalyticsSchema.Schema, connection => new AnalyticsStatements(connection));
        }
        catch (SqliteException e)
        {
            throw new StartupException(
                $"{folder.File("analytics.db")} cannot be used: {e.Message} Restore it, or move it away and run rebuild-analytics.", e);
        }
    }

    public string Name => HandlerNames.Analytics;

    public async Task HandleAsync(IReadOnlyList<EventMessage> messages, CancellationToken cancellationToken)
    {
        var (handled, setAside) = await writer.RunAsync(statements => statements.Count(messages));
        instruments.Handled(Name, handled);
        for (var i = 0; i < setAside; i++)
        {
            instruments.SetAside(Name);
        }
    }

    /// <summary>Keeps what a client reported.</summary>
    public Task SaveAsync(ClientEvent reported) => writer.RunAsync(statements => statements.Save(reported));

    /// <summary>Keeps what is known of alerts; the same news twice is the same.</summary>
    public Task SavePushesAsync(IReadOnlyList<PushNews> news) => writer.RunAsync(statements => statements.Save(news));

    /// <summary>Drops everything that comes from the log, to be counted again.</summary>
    public Task ForgetAsync() => writer.RunAsync(statements => statements.Forget());

    /// <summary>What is known of a period.</summary>
    public Task<PeriodRows> ReadAsync(DateTimeOffset from, DateTimeOffset to, Scope scope, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            using var connection = new SqliteConnection(connectionString);
            connection.Open();
            return PeriodRows.Read(connection, from, to, scope);
        },
        cancellationToken);

    public void Dispose() => writer.Dispose();
}
