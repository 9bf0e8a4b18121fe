namespace Queue.Server.Events;

/// <summary>The embedded way out: the same handlers, called in this process. A handler that fails does not hold up the others.</summary>
internal sealed class InProcessPublisher(IEnumerable<IEventHandler> handlers) : IEventPublisher
{
    private readonly IReadOnlyList<IEventHandler> handlers = [.. handlers];

    public string Description => "in-process";

    public Task PublishAsync(IReadOnlyList<EventMessage> messages, CancellationToken cancellationToken) =>
        Task.WhenAll(handlers.Select(handler => handler.HandleAsync(messages, cancellationToken)));
}
