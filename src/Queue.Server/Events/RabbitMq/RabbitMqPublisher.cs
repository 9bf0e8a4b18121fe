using MassTransit;

namespace Queue.Server.Events.RabbitMq;

/// <summary>
/// The way out through the broker. Each message goes to each handler's exchange by itself, with <c>mandatory</c>: one exchange for all would
/// not tell when one of the queues is missing. Nothing counts as handed over before the broker has confirmed it; a message that came
/// back makes the hand-over fail, and the relay keeps all of it.
/// </summary>
internal sealed class RabbitMqPublisher(RabbitMqBus bus, RabbitMqAddress address, TimeProvider time) : IEventPublisher
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);

    public string Description => $"through RabbitMQ at {address}";

    public async Task PublishAsync(IReadOnlyList<EventMessage> messages, CancellationToken cancellationToken)
    {
        // Before it is up there may be no queues, and the messages would come back.
        var reached = await bus.UpAsync(cancellationToken);
        var exchanges = new List<ISendEndpoint>();
        foreach (var handler in HandlerNames.All)
        {
            exchanges.Add(await reached.GetSendEndpoint(new Uri("exchange:" + RabbitMqQueues.Of(handler))));
        }

        // Sent one after the other and confirmed together: the broker gets them in order, and one trip is waited for.
        var sends = messages.SelectMany(message => exchanges.Select(exchange => SendAsync(exchange, message, cancellationToken))).ToList();
        await Task.WhenAll(sends).WaitAsync(LongestWait, time, cancellationToken);
    }

    private static Task SendAsync(ISendEndpoint exchange, EventMessage message, CancellationToken cancellationToken) =>
        exchange.Send(
            EventEnvelope.Of(message),
            Pipe.Execute<SendContext<EventEnvelope>>(context =>
            {
                context.MessageId = EventEnvelope.MessageId(message.Id);
                context.GetPayload<RabbitMqSendContext>().Mandatory = true;
            }),
            cancellationToken);
}
