using Dapper;
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
    private const string SelectVisits =
        """
        SELECT visits.party AS Party, visits.room AS Room, queues.code AS Code, visits.ticket AS Ticket, visits.size AS Size,
            visits.source AS Source, visits.joined_at AS JoinedAt, visits.subscribed_at AS SubscribedAt, visits.nearby_at AS NearbyAt, visits.first_called_at AS FirstCalledAt,
            visits.last_called_at AS LastCalledAt, visits.calls AS Calls, visits.restores AS Restores,
            CASE WHEN COALESCE(visits.ended_version, 0) >= COALESCE(visits.restored_version, 0) THEN visits.ended_at END AS EndedAt,
            CASE WHEN COALESCE(visits.ended_version, 0) >= COALESCE(visits.restored_version, 0) THEN visits.end_reason END AS EndReason,
            quotes.low_ms AS QuotedLowMs, quotes.high_ms AS QuotedHighMs, queues.call_window_ms AS CallWindowMs
        FROM visits
        LEFT JOIN queues ON queues.room = visits.room
        LEFT JOIN quotes ON quotes.party = visits.party AND quotes.at = visits.joined_at
        WHERE visits.joined_at >= @from AND visits.joined_at < @to AND (@room IS NULL OR visits.room = @room)
        ORDER BY visits.joined_at, visits.room, visits.ticket
        """;

    private const string SelectPushes =
        """
        SELECT pushes.party AS Party, pushes.kind AS Kind, pushes.state AS State, pushes.shown_at AS ShownAt, pushes.answered_at AS AnsweredAt
        FROM visits JOIN pushes ON pushes.party = visits.party
        WHERE visits.joined_at >= @from AND visits.joined_at < @to AND (@room IS NULL OR visits.room = @room)
        """;

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

    /// <summary>The visits of a period by the time of joining, from inclusive to exclusive, of one room or of all, with their alerts.</summary>
    public Task<(IReadOnlyList<Visit> Visits, IReadOnlyList<PushRow> Pushes)> ReadAsync(
        DateTimeOffset from, DateTimeOffset to, string? room, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            using var connection = new SqliteConnection(connectionString);
            connection.Open();
            var period = new { from = from.ToUnixTimeMilliseconds(), to = to.ToUnixTimeMilliseconds(), room };
            IReadOnlyList<Visit> visits = [.. connection.Query<Visit>(SelectVisits, period)];
            IReadOnlyList<PushRow> pushes = [.. connection.Query<PushRow>(SelectPushes, period)];
            return (visits, pushes);
        },
        cancellationToken);

    public void Dispose() => writer.Dispose();
}
