using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Queue.Server.Events;
using Queue.Server.Tests.Fixtures;
using Queue.WebPush;
using Queue.WebPush.Tests.Fixtures;

namespace Queue.Server.Tests.Push;

/// <summary>What went wrong with alerts in systems of this kind, each under its id. P2, P7, P8 and P10 are in <see cref="PushTests"/> too.</summary>
public sealed class PushFailureTests
{
    [Fact]
    public async Task P1_An_advance_reaches_the_phone_while_no_timer_moves()
    {
        await using var evening = await PushEvening.StartAsync();
        var (_, at) = await evening.GuestAsync();
        await evening.Queue.HostAsync("advance", "{}");
        Assert.Equal("called", (string?)(await evening.ReceivedAsync(at, 2))["kind"]);
    }

    [Fact]
    public async Task P1_A_call_that_could_not_leave_before_the_server_stopped_leaves_after_its_start()
    {
        var time = new ManualTime();
        await using var service = await FakePushService.StartAsync(time);
        var folder = TestServer.NewFolder();
        var at = service.Local("script");
        await using (var server = await TestServer.StartAsync(time, folder, ["--Queue:Push:AllowInsecureEndpoints", "true"]))
        {
            var queue = await WaitlistClient.CreateAsync(server.Http);
            var party = await queue.JoinAsync();
            await PushEvening.SubscribeAsync(server.Http, queue.SessionId, party, at);
            await Eventually.TrueAsync("the confirmation is known to be sent", () => service.Received.Count == 1 && PushEvening.Unfinished(folder) == 0);
            service.Script.Enqueue(500);
            await queue.PartyAsync("call", party);
            await Eventually.TrueAsync("the attempt that failed", () => service.Received.Count == 2);
            await server.StopAsync();
        }

        // Longer away than the call would have lasted: it got a minute more, and its alert says so.
        time.Jump(TimeSpan.FromMinutes(10));
        await using (await TestServer.StartAsync(time, folder, ["--Queue:Push:AllowInsecureEndpoints", "true"]))
        {
            await Eventually.TrueAsync("the call", () => service.Received.Count == 3);
            var called = PushEvening.Read(service.Received.Last());
            Assert.Equal("called", (string?)called["kind"]);
            Assert.Contains("within 1 minute.", (string?)called["body"], StringComparison.Ordinal);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task P3_Events_that_could_not_be_handed_over_are_handed_over_later()
    {
        var publisher = new TroubledPublisher(failures: 3, times: 1);
        await using var evening = await PushEvening.StartAsync("\"callWindowSeconds\":1800", configure: publisher.Configure);
        var (_, at) = await evening.SubscribedAsync("201");
        await evening.Queue.HostAsync("advance", "{}");
        await evening.AdvanceUntilAsync("three failures and then none", () => publisher.Attempts > 3);
        await evening.AdvanceUntilAsync("the call", () => evening.To(at).Any(push => (string?)PushEvening.Read(push)["kind"] == "called"));
    }

    [Fact]
    public async Task P4_A_service_that_asks_for_patience_gets_it_and_the_alert_still_arrives()
    {
        await using var evening = await PushEvening.StartAsync();
        var (party, at) = await evening.GuestAsync("script");
        evening.Service.Waits.Enqueue(30);
        evening.Service.Script.Enqueue(429);
        await evening.Queue.PartyAsync("call", party);
        await evening.CountedAsync("queue_push_deliveries_total{kind=\"called\",outcome=\"retry\"}", 1);

        evening.Time.Advance(TimeSpan.FromSeconds(29));
        var (_, other) = await evening.SubscribedAsync("201");
        Assert.Equal((2, 0), (evening.To(at).Count, evening.To(other).Count));

        evening.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Contains("within 2 minutes", (string?)(await evening.ReceivedAsync(at, 3))["body"], StringComparison.Ordinal);
        await evening.ReceivedAsync(other, 1);
    }

    [Fact]
    public async Task P5_P6_An_event_that_comes_twice_at_once_makes_one_push_and_one_row()
    {
        var publisher = new TroubledPublisher(failures: 0, times: 3);
        await using var evening = await PushEvening.StartAsync(configure: publisher.Configure);
        var guests = new List<PushSubscription>();
        for (var i = 0; i < 6; i++)
        {
            var (party, at) = await evening.GuestAsync();
            guests.Add(at);
            await evening.Queue.PartyAsync("call", party);
            await evening.ReceivedAsync(at, 2);
        }

        // Whoever is called last is told of its call alone; everybody else of nothing but call and confirmation.
        await evening.Queue.HostAsync("close");
        foreach (var at in guests)
        {
            await evening.ReceivedAsync(at, 3);
        }

        evening.Time.Advance(TimeSpan.FromSeconds(1));
        var received = evening.Service.Received.Count;
        Assert.Equal(3 * guests.Count, received);
        await Eventually.TrueAsync("every push has its row", async () => await RowsAsync(evening) == received);
    }

    [Fact]
    public async Task P12_Positions_are_told_also_while_nobody_is_served()
    {
        await using var evening = await PushEvening.StartAsync();
        var first = await evening.Queue.JoinAsync();
        for (var i = 0; i < 4; i++)
        {
            await evening.Queue.JoinAsync();
        }

        var (_, at) = await evening.GuestAsync();
        await evening.Server.Http.PostAsync($"{evening.Queue.Path}/leave", $$"""{"partyId":"{{first}}"}""");
        Assert.Equal("pos_5", (string?)(await evening.ReceivedAsync(at, 2))["kind"]);
    }

    [Fact]
    public async Task A_position_is_told_once_however_long_the_party_stays_there()
    {
        await using var evening = await PushEvening.StartAsync();
        var (first, second) = (await evening.Queue.JoinAsync(), await evening.Queue.JoinAsync());
        var (party, at) = await evening.GuestAsync();
        await evening.Queue.PartyAsync("kick", first);
        Assert.Equal("pos_2", (string?)(await evening.ReceivedAsync(at, 2))["kind"]);

        // Three hours later what ran out has been tidied up; the line moves behind the party and then in front of it.
        evening.Time.Advance(TimeSpan.FromMinutes(50));
        evening.Time.Advance(TimeSpan.FromMinutes(50));
        Assert.Equal("delayed", (string?)(await evening.ReceivedAsync(at, 3))["kind"]);
        await evening.Queue.PartyAsync("kick", await evening.Queue.JoinAsync());
        await evening.Queue.PartyAsync("call", second);
        await evening.Queue.PartyAsync("seat", second);
        await evening.Queue.PartyAsync("call", party);
        Assert.Equal("called", (string?)(await evening.ReceivedAsync(at, 4))["kind"]);
    }

    private static async Task<double?> RowsAsync(PushEvening evening)
    {
        var report = await evening.Server.Http.GetAsync($"/api/admin/analytics?code={evening.Queue.Code}", ("x-host-auth", evening.Queue.HostToken));
        return (double?)report.Json["metrics"]!.AsArray().Single(metric => (string?)metric!["name"] == "push_sent")!["numerator"];
    }

    /// <summary>Fails a few times, or hands everything over several times at once.</summary>
    private sealed class TroubledPublisher(int failures, int times)
    {
        private int attempts;

        public int Attempts => Volatile.Read(ref attempts);

        public Action<IServiceCollection> Configure(FakePushService service, TimeProvider time) =>
            services => services.AddSingleton<IEventPublisher>(provider => new Adapter(this, provider.GetServices<IEventHandler>()));

        private sealed class Adapter(TroubledPublisher owner, IEnumerable<IEventHandler> handlers) : IEventPublisher
        {
            public string Description => "troubled";

            public async Task PublishAsync(IReadOnlyList<EventMessage> messages, CancellationToken cancellationToken)
            {
                // After an effect, so that the next attempt brings the same again.
                await Task.WhenAll(Enumerable.Range(0, owner.Times).SelectMany(_ => handlers)
                    .Select(handler => Task.Run(() => handler.HandleAsync(messages, cancellationToken), cancellationToken)));
                if (Interlocked.Increment(ref owner.attempts) <= owner.Failures)
                {
                    throw new IOException(string.Create(CultureInfo.InvariantCulture, $"Failure {owner.attempts}"));
                }
            }
        }

        private int Failures => failures;

        private int Times => times;
    }
}
