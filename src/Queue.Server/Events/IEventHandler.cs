namespace Queue.Server.Events;

/// <summary>
/// Does one quick, durable thing for each event, once per message id: the effect and the note that it was done are one transaction.
/// Takes duplicates and disorder. Analytics and push are the two.
/// </summary>
internal interface IEventHandler
{
    /// <summary>Stable name: of its queue, its inbox and its metrics.</summary>
    string Name { get; }

    /// <summary>
    /// Handles messages in order. Returns when their effects are stored; throws when that is not known, and is then called again with
    /// the same ones. A message that can never be handled is set aside, counted and shown.
    /// </summary>
    Task HandleAsync(IReadOnlyList<EventMessage> messages, CancellationToken cancellationToken);
}
