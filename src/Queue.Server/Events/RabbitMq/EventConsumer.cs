using System.Globalization;
using MassTransit;

namespace Queue.Server.Events.RabbitMq;

/// <summary>
/// Takes one handler's messages from its queue. A delivery is acknowledged after the handler's transaction. One that fails is given back
/// after a pause that doubles; after as many deliveries as the queue's limit allows the broker moves it to the dead letters. What is no
/// message of ours fails at once each time, so it ends there soon.
/// </summary>
internal sealed class EventConsumer(IEventHandler handler, TimeProvider time, ILogger logger) : IDisposable
{
    private const double FirstPauseSeconds = 0.2;
    private const double LongestPauseSeconds = 30;

    private readonly HandlerFeed feed = new(handler, logger);

    /// <summary>The handler's name.</summary>
    public string Handler => handler.Name;

    public async Task ConsumeAsync(ConsumeContext<EventEnvelope> context)
    {
        var message = context.Message.Read();
        var before = DeliveriesBefore(context.ReceiveContext);
        try
        {
            await feed.HandleAsync(message, again: before > 0, context.CancellationToken);
        }
        catch (Exception) when (!context.CancellationToken.IsCancellationRequested)
        {
            var pause = Math.Min(FirstPauseSeconds * Math.Pow(2, before), LongestPauseSeconds);
            await Task.Delay(TimeSpan.FromSeconds(pause), time, context.CancellationToken);
            throw;
        }
    }

    public void Dispose() => feed.Dispose();

    // The broker counts; the first delivery has no number.
    private static int DeliveriesBefore(ReceiveContext context) =>
        context.TransportHeaders.TryGetHeader("x-delivery-count", out var count) ? Convert.ToInt32(count, CultureInfo.InvariantCulture)
        : context.Redelivered ? 1 : 0;
}
