using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Queue.Server.Events;
using Queue.Server.Tests.Analytics;
using Queue.Server.Tests.Fixtures;
using Queue.WebPush.Tests.Fixtures;

namespace Queue.Server.Tests.Events;

/// <summary>Handlers do the same when events come late, again and in another order, as a broker that was killed delivers them.</summary>
public sealed class DisorderTests
{
    private const int Restores = 17;

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

    [Fact]
    public async Task I8_Restored_visits_count_the_same_when_everything_comes_backwards_and_twice()
    {
        var (orderly, disorderly) = await BothWaysAsync(RestoresAsync);
        Assert.Equal(orderly, disorderly);
        Assert.Equal([("waits", "2"), ("served", "1"), ("waits", "0")], orderly.Select(visit => (visit.EndReason, visit.Restores)));
    }

    [Fact]
    public async Task I8_An_evening_with_everything_counts_the_same_when_it_comes_backwards_and_twice()
    {
        var (orderly, disorderly) = await BothWaysAsync(FullAsync);
        Assert.Equal(orderly, disorderly);
    }

    // What an evening comes to as it happens, and when all of it comes at the end: backwards first, then in order.
    private static async Task<(T Orderly, T Disorderly)> BothWaysAsync<T>(
        Func<Func<IReadOnlyList<EventMessage>, IReadOnlyList<EventMessage>>, Func<int, Task>, Task<T>> eveningAsync)
    {
        var held = new ConcurrentQueue<EventMessage>();
        var letGo = false;
        var disorderly = await eveningAsync(
            messages =>
            {
                messages.ToList().ForEach(held.Enqueue);
                return Volatile.Read(ref letGo) ? [.. held.Reverse(), .. held] : [];
            },
            async version =>
            {
                await Eventually.TrueAsync("everything is held back", () => held.Count == version);
                Volatile.Write(ref letGo, true);
            });
        return (await eveningAsync(messages => messages, _ => Task.CompletedTask), disorderly);
    }

    private static async Task<string> FullAsync(
        Func<IReadOnlyList<EventMessage>, IReadOnlyList<EventMessage>> disorder, Func<int, Task> beforeLast)
    {
        var time = new ManualTime();
        await using var server = await StartAsync(time, disorder);
        var queue = await WaitlistClient.CreateAsync(server.Http);
        var version = await FullEvening.RunAsync(server.Http, queue, time);
        await beforeLast(version);
        await queue.JoinAsync();
        var path = $"?from={time.GetUtcNow().AddDays(-1).ToUnixTimeMilliseconds()}&to={time.GetUtcNow().AddDays(1).ToUnixTimeMilliseconds()}&code={queue.Code}";
        var rows = "";
        await Eventually.TrueAsync("all guests are counted", async () =>
        {
            rows = (await server.Http.GetAsync("/api/admin/analytics.csv" + path, ("x-host-auth", queue.HostToken))).Text.Replace(queue.Code, "", StringComparison.Ordinal);
            return rows.Split("\r\n").Length == FullEvening.Guests + 3;
        });
        var report = (await server.Http.GetAsync("/api/admin/analytics" + path, ("x-host-auth", queue.HostToken))).Json;
        return rows + report["metrics"]!.ToJsonString();
    }

    // Ann does not come, and leaves, and waits in the end; Bo is removed, put back and seated.
    private static async Task<List<(string EndReason, string Restores, string Row)>> RestoresAsync(
        Func<IReadOnlyList<EventMessage>, IReadOnlyList<EventMessage>> disorder, Func<int, Task> beforeLast)
    {
        var time = new ManualTime();
        await using var server = await StartAsync(time, disorder);
        var queue = await WaitlistClient.CreateAsync(server.Http);
        var (ann, bo) = (await queue.JoinAsync(), await queue.JoinAsync());
        Answer answer = await queue.PartyAsync("call", ann);
        foreach (var (action, party) in new[]
        {
            ("no-show", ann), ("restore", ann), ("kick", bo), ("restore", bo), ("seat", bo), ("leave", ann), ("restore", ann),
        })
        {
            time.Advance(TimeSpan.FromSeconds(1));
            answer = await queue.PartyAsync(action, party);
            Assert.Equal(200, (int)answer.Status);
        }

        await beforeLast(int.Parse(answer.Header("Queue-Version")!.Split('.')[1], CultureInfo.InvariantCulture));
        await queue.JoinAsync();
        time.Advance(TimeSpan.FromSeconds(1));
        var rows = new List<string[]>();
        await Eventually.TrueAsync("three visits are counted, and all that became of them", async () =>
        {
            var csv = await server.Http.GetAsync($"/api/admin/analytics.csv?code={queue.Code}", ("x-host-auth", queue.HostToken));
            rows = [.. csv.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(row => row.Split(','))];
            return rows.Count == 3 && rows.Sum(row => int.Parse(row[Restores], CultureInfo.InvariantCulture)) == 3 && rows[1][9].Length > 0;
        });
        return [.. rows.Select(row => (row[9].Length == 0 ? "waits" : row[9], row[Restores], string.Join(',', row[1..])))];
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
