using System.Globalization;
using Queue.Server.Events.RabbitMq;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Events;

/// <summary>Faults between the steps of an event's way: its queue is gone, the server dies.</summary>
[Collection(RabbitCollection.Name)]
public sealed class BrokerFaultTests(TestBroker rabbit) : IAsyncLifetime
{
    public ValueTask InitializeAsync() => new(rabbit.ClearAsync());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_queue_that_somebody_deleted_is_declared_again_and_no_event_is_lost()
    {
        await using var server = await TestServer.StartAsync(rabbit.Settings);
        var queue = await WaitlistClient.CreateAsync(server.Http);
        await BrokerEvening.EverythingTookEffectOnceAsync(server.Folder);

        await rabbit.DeleteAsync(RabbitMqQueues.Of("push"));
        await queue.JoinAsync();
        await queue.JoinAsync();

        await BrokerEvening.EverythingTookEffectOnceAsync(server.Folder);
        await BrokerEvening.SaysAsync(server.Http, "ok", "ok");
    }

    [Fact]
    public async Task I8_Kill_9_of_the_server_at_random_moments_loses_no_event_and_none_takes_effect_twice()
    {
        var seed = Setting("QUEUE_TEST_SEED", Environment.TickCount);
        TestContext.Current.SendDiagnosticMessage("QUEUE_TEST_SEED={0}", seed);
        var random = new Random(seed);
        var folder = TestServer.NewFolder();
        for (var kill = 0; kill < Setting("QUEUE_TEST_BROKER_KILLS", 5); kill++)
        {
            await RunAndKillAsync(folder, random.Next(1, 30));
        }

        await using (await ServerProcess.StartAsync(folder, rabbit.Settings))
        {
            await BrokerEvening.EverythingTookEffectOnceAsync(folder);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    // Killed after a number of rounds, so at any point of what is under way by then: commit, hand-over, confirmation, handling.
    private async Task RunAndKillAsync(string folder, int rounds)
    {
        await using var server = await ServerProcess.StartAsync(folder, rabbit.Settings);

        // A call that is left open by a kill must not run out before the count.
        var queue = await WaitlistClient.CreateAsync(server.Http, "\"callWindowSeconds\":1800");
        var done = 0;
        var load = BrokerEvening.RunAsync(queue, CancellationToken.None, () => done++);
        await Eventually.TrueAsync($"{rounds} rounds", () => done >= rounds || load.IsCompleted);
        await server.KillAsync();
        var end = await Record.ExceptionAsync(() => load);
        Assert.True(end is HttpRequestException or IOException, end?.ToString());
    }
}
