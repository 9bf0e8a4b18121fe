using System.Globalization;
using System.Text;
using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using Queue.Server.Events.RabbitMq;
using Queue.Server.Tests.Fixtures;
using RabbitMQ.Client;

namespace Queue.Server.Tests.Events;

/// <summary>What is on the broker and cannot be handled: visible, counted, in nobody's way, and tried again on request.</summary>
[Collection(RabbitCollection.Name)]
public sealed class DeadLetterTests(TestBroker rabbit) : IAsyncLifetime
{
    private const string Queue = "queue.analytics";

    public ValueTask InitializeAsync() => new(rabbit.ClearAsync());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task I11_Poison_messages_become_dead_letters_that_are_counted_and_shown_and_nothing_else_suffers()
    {
        string[] poison =
        [
            "", "null", "[]", "not JSON", "{}", """{"format":2}""", """{"format":"one"}""",
            $$$"""{"format":1,"id":"1:x:1","room":"x","version":1,"event":{"type":"party_joined"}}""",
            Envelope("""{"type":"party_abducted"}"""), Envelope("""{"type":"party_joined","at":"soon"}"""), Envelope("{}"),
        ];
        await using var server = await TestServer.StartAsync(rabbit.Settings);
        await BrokerEvening.SaysAsync(server.Http, "ok", "ok");
        await PublishAsync(Queue, poison);
        var queue = await WaitlistClient.CreateAsync(server.Http);
        await queue.JoinAsync();

        await BrokerEvening.EverythingTookEffectOnceAsync(server.Folder);
        await BrokerEvening.SaysAsync(server.Http, "degraded", $"{poison.Length} dead letters");
        Assert.Contains(
            $"queue_events_dead_letters{{handler=\"analytics\"}} {poison.Length}\n",
            await server.Http.GetStringAsync("/metrics"), StringComparison.Ordinal);
        var (exitCode, output) = await ServerProcess.RunCommandAsync(server.Folder, ["dead-letters", .. rabbit.Settings]);
        Assert.Equal(0, exitCode);
        Assert.Contains($"queue.analytics.dead: {poison.Length}\n", output, StringComparison.Ordinal);
        Assert.Contains("not an event of this program. The message has a format that this program does not know.", output, StringComparison.Ordinal);
        Assert.Contains("queue.push.dead: 0\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dead_letters_are_tried_again_by_a_command_beside_the_running_server()
    {
        await using var server = await TestServer.StartAsync(rabbit.Settings);
        await BrokerEvening.SaysAsync(server.Http, "ok", "ok");
        var joined = new PartyJoined(new PartyId(Guid.NewGuid()), 1, 2, PartySource.Guest, 0, 0);
        await PublishAsync(RabbitMqQueues.DeadOf("analytics"), Envelope(Encoding.UTF8.GetString(RoomJson.WriteEvent(joined))), "poison");
        await BrokerEvening.SaysAsync(server.Http, "degraded", "2 dead letters");

        var (exitCode, output) = await ServerProcess.RunCommandAsync(server.Folder, ["replay-dead-letters", .. rabbit.Settings]);
        Assert.Equal(0, exitCode);
        Assert.Contains("2 went back to queue.analytics.\n0 went back to queue.push.", output, StringComparison.Ordinal);
        await BrokerEvening.SaysAsync(server.Http, "degraded", "1 dead letters");
        await Eventually.TrueAsync("the event is counted", () => BrokerEvening.Inbox(server.Folder, "analytics") == 1);
    }

    [Fact]
    public async Task Without_a_broker_the_commands_say_what_to_set()
    {
        var folder = TestServer.NewFolder();
        var (exitCode, output) = await ServerProcess.RunCommandAsync(folder, "dead-letters");
        Assert.Equal(2, exitCode);
        Assert.Contains("ConnectionStrings__RabbitMq", output, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    private static string Envelope(string happened) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"format":1,"id":"1:{{new string('a', 64)}}:1","room":"{{new string('a', 64)}}","version":1,"event":{{happened}}}""");

    private async Task PublishAsync(string queue, params string[] bodies)
    {
        await using var connection = await rabbit.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        foreach (var body in bodies)
        {
            await channel.BasicPublishAsync("", queue, mandatory: true, new BasicProperties { Persistent = true }, Encoding.UTF8.GetBytes(body));
        }
    }
}
