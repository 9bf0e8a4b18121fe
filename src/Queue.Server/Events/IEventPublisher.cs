namespace Queue.Server.Events;

/// <summary>The way out of the relay: to the handlers in this process, or to a broker.</summary>
internal interface IEventPublisher
{
    /// <summary>What it is, for the start-up line.</summary>
    string Description { get; }

    /// <summary>Hands messages over in order. Returns when the other side has them for good; throws when that is not known.</summary>
    Task PublishAsync(IReadOnlyList<EventMessage> messages, CancellationToken cancellationToken);
}
