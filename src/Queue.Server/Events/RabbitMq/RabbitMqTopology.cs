using System.Security.Authentication;
using MassTransit;

namespace Queue.Server.Events.RabbitMq;

/// <summary>
/// What is declared on the broker and who consumes it: for each handler an exchange, its queue and its dead letters, declared and bound
/// before a consumer runs. A message that failed, or that nobody understands, goes back to the broker, which counts deliveries, instead
/// of to error queues of MassTransit's.
/// </summary>
internal sealed class RabbitMqTopology(
    RabbitMqAddress address, IEnumerable<IEventHandler> handlers, TimeProvider time, ILogger<RabbitMqTopology> logger) : IDisposable
{
    // Messages that are being handled at once, so the most that go to a handler together.
    private const ushort Prefetch = 128;

    private readonly IReadOnlyList<EventConsumer> consumers = [.. handlers.Select(handler => new EventConsumer(handler, time, logger))];

    public void Configure(IRabbitMqBusFactoryConfigurator broker)
    {
        broker.Host(address.Host, (ushort)address.Port, address.VirtualHost, "queue", host =>
        {
            host.Username(address.User);
            host.Password(address.Password);
            if (address.Tls)
            {
                host.UseSsl(tls => (tls.ServerName, tls.Protocol) = (address.Host, SslProtocols.None));
            }
        });
        broker.ClearSerialization();
        broker.UseRawJsonSerializer(RawSerializerOptions.AnyMessageType);
        foreach (var consumer in consumers)
        {
            broker.ReceiveEndpoint(RabbitMqQueues.Of(consumer.Handler), endpoint => Configure(endpoint, consumer));
        }
    }

    public void Dispose()
    {
        foreach (var consumer in consumers)
        {
            consumer.Dispose();
        }
    }

    private static void Configure(IRabbitMqReceiveEndpointConfigurator endpoint, EventConsumer consumer)
    {
        foreach (var (name, value) in RabbitMqQueues.Arguments)
        {
            endpoint.SetQueueArgument(name, value);
        }

        var dead = RabbitMqQueues.DeadOf(consumer.Handler);
        endpoint.BindDeadLetterQueue(dead, dead, queue =>
        {
            foreach (var (name, value) in RabbitMqQueues.DeadArguments)
            {
                queue.SetQueueArgument(name, value);
            }
        });
        endpoint.ConfigureConsumeTopology = false;
        endpoint.PublishFaults = false;
        endpoint.PrefetchCount = Prefetch;
        endpoint.RethrowFaultedMessages();
        endpoint.ThrowOnSkippedMessages();
        endpoint.Handler<EventEnvelope>(consumer.ConsumeAsync);
    }
}
