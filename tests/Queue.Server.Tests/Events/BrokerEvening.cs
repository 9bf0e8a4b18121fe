using System.Net;
using Dapper;
using Microsoft.Data.Sqlite;
using Queue.Core.Waitlist;
using Queue.Server.Tests.Fixtures;
using Queue.Server.Tests.Processes;

namespace Queue.Server.Tests.Events;

/// <summary>What tests with a server and a broker ask: guests who come and go, and what came of their events.</summary>
internal static class BrokerEvening
{
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(180);

    /// <summary>One guest joins, is called and is seated, again and again until told to stop. Every answer must be a success.</summary>
    public static async Task<int> RunAsync(WaitlistClient queue, CancellationToken stop, Action? onRound = null)
    {
        var rounds = 0;
        while (!stop.IsCancellationRequested)
        {
            var party = await queue.JoinAsync();
            foreach (var action in new[] { "call", "seat" })
            {
                var answer = await queue.PartyAsync(action, party);
                Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
            }

            rounds++;
            onRound?.Invoke();
        }

        return rounds;
    }

    /// <summary>Waits until every event in the log took effect, and checks that none did so twice.</summary>
    public static async Task EverythingTookEffectOnceAsync(string folder)
    {
        var events = StoredLog.Read(folder).SelectMany(history => history.Events.Select(e => e.Happened)).ToList();
        await Eventually.TrueAsync(
            $"{events.Count} events took effect", () => Task.FromResult(Inbox(folder, "analytics") == events.Count && Inbox(folder, "push") == events.Count), Longest);

        await Eventually.TrueAsync("the outbox is empty", () => Task.FromResult(StoredLog.Outbox(folder).Count == 0), Longest);
        using var analytics = Open(folder, "analytics");
        Assert.Equal(
            (events.OfType<PartyJoined>().Count(), events.OfType<PartyCalled>().Count(), events.OfType<PartyFinished>().Count()),
            analytics.QuerySingle<(int, int, int)>("SELECT COUNT(joined_at), SUM(calls), COUNT(ended_at) FROM visits"));
    }

    public static Task<Answer> ReadyAsync(HttpClient http) => http.GetAsync("/health/ready", []);

    /// <summary>Waits until the server says of its broker what is expected, always with 200.</summary>
    public static async Task SaysAsync(HttpClient http, string status, string broker)
    {
        var last = "nothing";
        try
        {
            await Eventually.TrueAsync(
                $"/health/ready says {status}, {broker}",
                async () =>
                {
                    var ready = await ReadyAsync(http);
                    last = ready.Text;
                    Assert.Equal(HttpStatusCode.OK, ready.Status);
                    return (string?)ready.Json["status"] == status
                        && ((string?)ready.Json["dependencies"]!["rabbitMq"])!.StartsWith(broker, StringComparison.Ordinal);
                },
                Longest);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}, but at last {last}", e);
        }
    }

    public static int Inbox(string folder, string database)
    {
        using var connection = Open(folder, database);
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM inbox");
    }

    private static SqliteConnection Open(string folder, string database)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(folder, database + ".db")};Pooling=False");
        connection.Open();
        return connection;
    }
}
