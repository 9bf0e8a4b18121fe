using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Queue.Server.Events;
using Queue.Server.Tests.Fixtures;
using Queue.WebPush.Tests.Fixtures;

namespace Queue.Server.Tests.Events;

/// <summary>Handlers do the same when events come late, again and in another order, as a broker that was killed delivers them.</summary>
public sealed class DisorderTests
{
    [Fact]
    public async Task I8_Numbers_are_the_same_when_events_come_backwards_and_twice()
    {
        await using var server = await StartAsync(null, messages => [.. messages.Reverse(), .. messages]);
        using var stop = new CancellationTokenSource();
        var queue = await WaitlistClient.CreateAsync(server.Http);
        await BrokerEvening.RunAsync(queue, stop.Token, onRound: stop.Cancel);
        var left = await queue.JoinAsync();
        await server.Http.PostAsync($"{queue.Path}/leave", $$"""{"partyId":"{{left}}"}""");
        await queue.JoinAsync();

        await BrokerEvening.EverythingTookEffectOnceAsync(server.Folder);
    }

    [Fact]
    public async Task I8_Who_is_close_now_is_told_when_old_events_come_again_behind_the_new_one()
    {
        var time = new ManualTime();
        await using var service = await FakePushService.StartAsync(time);
        var earlier = new ConcurrentStack<EventMessage>();
        await using var server = await StartAsync(time, messages =>
        {
            IReadOnlyList<EventMessage> all = [.. messages, .. earlier];
            earlier.PushRange([.. messages]);
            return all;
        });
        var queue = await WaitlistClient.CreateAsync(server.Http);
        string[] parties = [await queue.JoinAsync(), await queue.JoinAsync(), await queue.JoinAsync(), await queue.JoinAsync()];
        var at = service.Local("201");
        Assert.Equal("ok", (await server.Http.PostAsync("/api/push/subscribe", new JsonObject
        {
            ["sessionId"] = queue.SessionId,
            ["partyId"] = parties[3],
            ["subscription"] = new JsonObject
            {
                ["endpoint"] = at.Endpoint,
                ["keys"] = new JsonObject { ["p256dh"] = at.P256dh, ["auth"] = at.Auth },
            },
        }.ToJsonString())).Text);

        foreach (var party in parties[..2])
        {
            await server.Http.PostAsync($"{queue.Path}/leave", $$"""{"partyId":"{{party}}"}""");
        }

        await Eventually.TrueAsync("the second in line is told", () => service.Received.Any(
            push => Encoding.UTF8.GetString(push.Payload ?? []).Contains("\"pos_2\"", StringComparison.Ordinal)));
    }

    private static Task<TestServer> StartAsync(ManualTime? time, Func<IReadOnlyList<EventMessage>, IReadOnlyList<EventMessage>> disorder) =>
        TestServer.StartAsync(time, null, ["--Queue:Push:AllowInsecureEndpoints", "true"], services => services.AddSingleton<IEventPublisher>(
            provider => new DisorderlyPublisher(new InProcessPublisher(provider.GetServices<IEventHandler>()), disorder)));

    private sealed class DisorderlyPublisher(
        InProcessPublisher publisher, Func<IReadOnlyList<EventMessage>, IReadOnlyList<EventMessage>> disorder) : IEventPublisher
    {
        public string Description => "in disorder";

        public Task PublishAsync(IReadOnlyList<EventMessage> messages, CancellationToken cancellationToken) =>
            publisher.PublishAsync(disorder(messages), cancellationToken);
    }
}
