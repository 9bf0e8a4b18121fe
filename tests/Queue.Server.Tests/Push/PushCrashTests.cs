using System.Collections.Concurrent;
using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using Queue.Server.Tests.Fixtures;
using Queue.WebPush;
using Queue.WebPush.Tests.Fixtures;

namespace Queue.Server.Tests.Push;

/// <summary>
/// The real server, killed again and again while alerts are on their way: between commit, relay, handler, delivery and note. The push
/// service outlives it and counts. <c>QUEUE_TEST_KILLS</c> says how often (6), <c>QUEUE_TEST_SEED</c> replays the moments.
/// </summary>
public sealed class PushCrashTests : IAsyncLifetime
{
    private const int Clients = 4;
    private const int RequestsPerOrigin = 8;

    private readonly string folder = TestServer.NewFolder();
    private readonly ConcurrentDictionary<string, PushSubscription> called = new(StringComparer.Ordinal);
    private FakePushService service = null!;
    private string code = "";
    private string session = "";
    private string token = "";

    public async ValueTask InitializeAsync() => service = await FakePushService.StartAsync(TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        await service.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task P1_I8_Kill_9_at_random_loses_no_call_and_each_is_claimed_once()
    {
        var (kills, seed) = (Setting("QUEUE_TEST_KILLS", 6), Setting("QUEUE_TEST_SEED", Environment.TickCount));
        TestContext.Current.SendDiagnosticMessage("QUEUE_TEST_SEED={0}", seed);
        var random = new Random(seed);
        await OpenAsync();
        for (var kill = 0; kill < kills; kill++)
        {
            await RunAndKillAsync(random.Next(1, 30));
        }

        await using var server = await StartAsync();
        await Eventually.TrueAsync("every call that was acknowledged has arrived", () => called.Keys.All(Calls().Contains));
        Assert.NotEmpty(called);
        Assert.All(service.Received, push => Assert.Null(push.Problem));

        // What was on its way when the server died may come once more, and nothing else.
        var calls = Calls();
        Assert.InRange(calls.Count - calls.Distinct(StringComparer.Ordinal).Count(), 0, kills * RequestsPerOrigin);
        await Eventually.TrueAsync("every alert is over and in the numbers", () => PushEvening.Unfinished(folder) == 0
            && Deliveries("push.db", "deliveries").SequenceEqual(Deliveries("analytics.db", "pushes")));
        Assert.All(called.Keys, party => Assert.Equal(1, Count("SELECT COUNT(*) FROM deliveries WHERE kind = 'called' AND state = 'sent' AND party = @party", party)));
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    private Task<ServerProcess> StartAsync() => ServerProcess.StartAsync(
        folder, ["--Queue:Push:AllowInsecureEndpoints", "true", "--Queue:Limits:MaxGuestsPerQueue", "10000"]);

    private async Task OpenAsync()
    {
        await using var server = await StartAsync();
        var queue = await WaitlistClient.CreateAsync(server.Http, "\"maxGuests\":10000,\"callWindowSeconds\":1800,\"nudgePositions\":[]");
        (code, session, token) = (queue.Code, queue.SessionId, queue.HostToken);
    }

    // Killed after a number of pushes, so that some are always under way.
    private async Task RunAndKillAsync(int pushes)
    {
        await using var server = await StartAsync();
        var enough = service.Received.Count + pushes;
        var clients = Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(() => CallGuestsAsync(server.Http))));
        await Eventually.TrueAsync($"{pushes} pushes", () => service.Received.Count >= enough || clients.IsCompleted);
        await server.KillAsync();
        await clients;
    }

    private async Task CallGuestsAsync(HttpClient http)
    {
        var queue = new WaitlistClient(http, code, session, token);
        try
        {
            while (true)
            {
                var (party, at) = (await queue.JoinAsync(), service.Local("201"));
                await PushEvening.SubscribeAsync(http, session, party, at);
                var answer = await queue.PartyAsync("call", party);
                Assert.True(answer.Status is System.Net.HttpStatusCode.OK, answer.Text);
                called[party] = at;
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
        {
            // The server is gone.
        }
    }

    /// <summary>The parties that were told of their call, as often as they were.</summary>
    private List<string> Calls()
    {
        var parties = called.ToDictionary(pair => new Uri(pair.Value.Endpoint).AbsolutePath, pair => pair.Key, StringComparer.Ordinal);
        return [.. service.Received
            .Where(push => push.Payload is not null && parties.ContainsKey(push.Path) && (string?)PushEvening.Read(push)["kind"] == "called")
            .Select(push => parties[push.Path])];
    }

    private int Count(string sql, string party)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "push.db")};Pooling=False");
        connection.Open();
        return connection.ExecuteScalar<int>(sql, new { party });
    }

    private List<(long, string, string)> Deliveries(string file, string table)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, file)};Pooling=False");
        connection.Open();
        return [.. connection.Query<(long, string, string)>($"SELECT id, kind, state FROM {table} ORDER BY id")];
    }
}
