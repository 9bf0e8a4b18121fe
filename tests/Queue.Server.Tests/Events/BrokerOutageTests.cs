using System.Globalization;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Events;

/// <summary>
/// The broker goes away under load; <c>QUEUE_TEST_OUTAGE_SECONDS</c> (5) says for how long. It is a broker of the test's own: one that was
/// killed may leave an idle queue without a leader.
/// </summary>
[Collection(RabbitCollection.Name)]
public sealed class BrokerOutageTests : IAsyncLifetime
{
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(
        int.TryParse(Environment.GetEnvironmentVariable("QUEUE_TEST_OUTAGE_SECONDS"), CultureInfo.InvariantCulture, out var seconds) ? seconds : 5);

    private readonly TestBroker rabbit = new();

    public ValueTask InitializeAsync() => rabbit.InitializeAsync();

    public ValueTask DisposeAsync() => rabbit.DisposeAsync();

    [Fact]
    public Task I8_I14_A_broker_that_is_killed_under_load_costs_no_request_and_every_event_takes_effect_once() => GoesAwayUnderLoadAsync(
        async server =>
        {
            await rabbit.Process.KillAsync();
            await BrokerEvening.SaysAsync(server.Http, "degraded", "not reached");
        },
        rabbit.Process.StartAsync);

    [Fact]
    public Task I8_I14_A_broker_that_hangs_under_load_costs_no_request_and_every_event_takes_effect_once() => GoesAwayUnderLoadAsync(
        _ =>
        {
            rabbit.Process.Pause();
            return Task.CompletedTask;
        },
        () =>
        {
            rabbit.Process.Resume();
            return Task.CompletedTask;
        });

    [Fact]
    public async Task I8_I14_A_server_starts_and_serves_while_the_broker_is_stopped_and_hands_over_what_was_kept()
    {
        var folder = TestServer.NewFolder();
        await using (var before = await TestServer.StartAsync(null, folder, rabbit.Settings))
        {
            var queue = await WaitlistClient.CreateAsync(before.Http);
            await BrokerEvening.SaysAsync(before.Http, "ok", "ok");
            await queue.JoinAsync();
            await rabbit.Process.StopAsync();
            await queue.JoinAsync();
        }

        await using (var server = await TestServer.StartAsync(null, folder, rabbit.Settings))
        {
            using var stop = new CancellationTokenSource();
            var load = BrokerEvening.RunAsync(await WaitlistClient.CreateAsync(server.Http), stop.Token);
            await BrokerEvening.SaysAsync(server.Http, "degraded", "not reached");
            await LastAsync(load);
            await rabbit.Process.StartAsync();
            await BrokerEvening.SaysAsync(server.Http, "ok", "ok");
            await stop.CancelAsync();
            Assert.True(await load > 0);

            await BrokerEvening.EverythingTookEffectOnceAsync(folder);
        }

        Directory.Delete(folder, recursive: true);
    }

    private async Task GoesAwayUnderLoadAsync(Func<TestServer, Task> goAwayAsync, Func<Task> comeBackAsync)
    {
        await using var server = await TestServer.StartAsync(rabbit.Settings);
        var queue = await WaitlistClient.CreateAsync(server.Http, "\"maxGuests\":100,\"allowDuplicateNames\":true");
        using var stop = new CancellationTokenSource();
        var load = BrokerEvening.RunAsync(queue, stop.Token);
        await BrokerEvening.SaysAsync(server.Http, "ok", "ok");

        await goAwayAsync(server);
        await LastAsync(load);
        await comeBackAsync();
        await BrokerEvening.SaysAsync(server.Http, "ok", "ok");
        await stop.CancelAsync();
        Assert.True(await load > 0);

        await BrokerEvening.EverythingTookEffectOnceAsync(server.Folder);
        await BrokerEvening.SaysAsync(server.Http, "ok", "ok");
    }

    // The outage lasts, and requests must not fail meanwhile.
    private static async Task LastAsync(Task load)
    {
        var over = Task.Delay(Outage, TimeProvider.System);
        Assert.Same(over, await Task.WhenAny(over, load));
    }
}
