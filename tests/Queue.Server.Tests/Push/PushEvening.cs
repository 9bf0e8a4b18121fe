using System.Text.Json.Nodes;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Queue.Server.Tests.Fixtures;
using Queue.WebPush;
using Queue.WebPush.Tests.Fixtures;

namespace Queue.Server.Tests.Push;

/// <summary>A server, a push service that decrypts, a queue, and a clock that the test moves.</summary>
internal sealed class PushEvening : IAsyncDisposable
{
    private PushEvening(ManualTime time, TestServer server, FakePushService service, WaitlistClient queue) =>
        (Time, Server, Service, Queue) = (time, server, service, queue);

    public ManualTime Time { get; }

    public TestServer Server { get; }

    public FakePushService Service { get; }

    public WaitlistClient Queue { get; }

    /// <summary>What a push said.</summary>
    public static JsonNode Read(ReceivedPush push)
    {
        Assert.Null(push.Problem);
        return JsonNode.Parse(push.Payload!)!;
    }

    /// <summary>Subscribes a browser at any server.</summary>
    public static async Task SubscribeAsync(HttpClient http, string session, string party, PushSubscription at) => Assert.Equal(
        "ok",
        (await http.PostAsync("/api/push/subscribe", new JsonObject
        {
            ["sessionId"] = session,
            ["partyId"] = party,
            ["subscription"] = Subscription(at.Endpoint, at.P256dh, at.Auth),
        }.ToJsonString())).Text);

    public static async Task<PushEvening> StartAsync(
        string options = "\"maxGuests\":100",
        string[]? settings = null,
        Func<FakePushService, TimeProvider, Action<IServiceCollection>>? configure = null)
    {
        var time = new ManualTime();
        var service = await FakePushService.StartAsync(time);
        var server = await TestServer.StartAsync(
            time, null, ["--Queue:Push:AllowInsecureEndpoints", "true", .. settings ?? []], configure?.Invoke(service, time));
        return new PushEvening(time, server, service, await WaitlistClient.CreateAsync(server.Http, options));
    }

    public Task<Answer> TrySubscribeAsync(string party, PushSubscription at, string language = "en", string? session = null) =>
        Server.Http.PostAsync("/api/push/subscribe", new JsonObject
        {
            ["sessionId"] = session ?? Queue.SessionId,
            ["partyId"] = party,
            ["language"] = language,
            ["subscription"] = Subscription(at.Endpoint, at.P256dh, at.Auth),
        }.ToJsonString());

    /// <summary>A subscription with whatever is wrong in it.</summary>
    public Task<Answer> TrySubscribeAsync(string party, string endpoint, string? p256dh = null, string? auth = null) =>
        Server.Http.PostAsync("/api/push/subscribe", new JsonObject
        {
            ["sessionId"] = Queue.SessionId,
            ["partyId"] = party,
            ["subscription"] = Subscription(endpoint, p256dh ?? new Subscriber().P256dh, auth ?? new Subscriber().Auth),
        }.ToJsonString());

    /// <summary>A party that joined and subscribed, and whose confirmation has arrived and is known to have.</summary>
    public async Task<(string Party, PushSubscription At)> GuestAsync(string answer = "201", string language = "en")
    {
        var (party, at) = (await Queue.JoinAsync(), Service.Local(answer));
        var subscribed = await TrySubscribeAsync(party, at, language);
        Assert.Equal("ok", subscribed.Text);
        await ReceivedAsync(at, 1);
        await Eventually.TrueAsync("the row says sent", async () => await PushStateAsync(party) is "sent");
        return (party, at);
    }

    /// <summary>A party that joined and subscribed; what the service answers may not let a confirmation arrive.</summary>
    public async Task<(string Party, PushSubscription At)> SubscribedAsync(string answer)
    {
        var (party, at) = (await Queue.JoinAsync(), Service.Local(answer));
        Assert.Equal("ok", (await TrySubscribeAsync(party, at)).Text);
        return (party, at);
    }

    /// <summary>Moves the clock by seconds until something is so.</summary>
    public Task AdvanceUntilAsync(string what, Func<bool> condition) => AdvanceUntilAsync(what, () => Task.FromResult(condition()));

    public Task AdvanceUntilAsync(string what, Func<Task<bool>> condition) => Eventually.TrueAsync(what, () =>
    {
        Time.Advance(TimeSpan.FromSeconds(1));
        return condition();
    });

    /// <summary>Waits until a counter of the server's has reached a value.</summary>
    public Task CountedAsync(string series, int atLeast) =>
        Eventually.TrueAsync($"{series} is {atLeast}", async () => await CounterAsync(series) >= atLeast);

    /// <summary>A counter as <c>/metrics</c> shows it; 0 when it was never counted.</summary>
    public async Task<int> CounterAsync(string series)
    {
        var line = (await Server.Http.GetStringAsync("/metrics")).Split('\n').FirstOrDefault(line => line.StartsWith(series + " ", StringComparison.Ordinal));
        return line is null ? 0 : int.Parse(line[(series.Length + 1)..], System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Waits for a number of pushes to a browser and gives what the last one said.</summary>
    public async Task<JsonNode> ReceivedAsync(PushSubscription at, int count)
    {
        await Eventually.TrueAsync($"{count} pushes to one browser", () => To(at).Count >= count);
        var push = To(at)[count - 1];
        Assert.Null(push.Problem);
        return JsonNode.Parse(push.Payload!)!;
    }

    public IReadOnlyList<ReceivedPush> To(PushSubscription at) =>
        [.. Service.Received.Where(push => at.Endpoint.EndsWith(push.Path, StringComparison.Ordinal))];

    /// <summary>What the host's row says about a party's alerts.</summary>
    public async Task<string?> PushStateAsync(string party)
    {
        var snapshot = (await Queue.HostSnapshotAsync()).Json;
        var rows = snapshot["queue"]!.AsArray().Append(snapshot["nowServing"]);
        return (string?)rows.FirstOrDefault(row => (string?)row?["id"] == party)?["push"];
    }

    /// <summary>How many alerts in a data folder are on their way, or not yet known to everybody who is told.</summary>
    public static long Unfinished(string folder)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "push.db")};Pooling=False");
        connection.Open();
        return connection.ExecuteScalar<long>("SELECT COUNT(*) FROM deliveries WHERE state = 'due' OR news > told");
    }

    public Task<Answer> TestAsync(string party) => Server.Http.PostAsync(
        "/api/push/test", $$"""{"sessionId":"{{Queue.SessionId}}","partyId":"{{party}}"}""");

    public Task<Answer> ReceiptAsync(string token, string state) => Server.Http.PostAsync(
        "/api/push/receipt", new JsonObject { ["token"] = token, ["state"] = state }.ToJsonString());

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Service.DisposeAsync();
    }

    private static JsonObject Subscription(string endpoint, string p256dh, string auth) => new()
    {
        ["endpoint"] = endpoint,
        ["keys"] = new JsonObject { ["p256dh"] = p256dh, ["auth"] = auth },
    };
}
