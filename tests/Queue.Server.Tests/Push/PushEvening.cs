using System.Text.Json.Nodes;
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

    public static async Task<PushEvening> StartAsync(string options = "\"maxGuests\":100")
    {
        var time = new ManualTime();
        var service = await FakePushService.StartAsync(time);
        var server = await TestServer.StartAsync(time, "--Queue:Push:AllowInsecureEndpoints", "true");
        return new PushEvening(time, server, service, await WaitlistClient.CreateAsync(server.Http, options));
    }

    public Task<Answer> TrySubscribeAsync(string party, PushSubscription at, string language = "en", string? session = null) =>
        Server.Http.PostAsync("/api/push/subscribe", new JsonObject
        {
            ["sessionId"] = session ?? Queue.SessionId,
            ["partyId"] = party,
            ["language"] = language,
            ["subscription"] = new JsonObject
            {
                ["endpoint"] = at.Endpoint,
                ["keys"] = new JsonObject { ["p256dh"] = at.P256dh, ["auth"] = at.Auth },
            },
        }.ToJsonString());

    /// <summary>A party that joined and subscribed, and whose confirmation has arrived.</summary>
    public async Task<(string Party, PushSubscription At)> GuestAsync(string answer = "201", string language = "en")
    {
        var (party, at) = (await Queue.JoinAsync(), Service.Local(answer));
        var subscribed = await TrySubscribeAsync(party, at, language);
        Assert.Equal("ok", subscribed.Text);
        await ReceivedAsync(at, 1);
        return (party, at);
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

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Service.DisposeAsync();
    }
}
