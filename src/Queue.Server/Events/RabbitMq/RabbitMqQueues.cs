namespace Queue.Server.Events.RabbitMq;

/// <summary>
/// The queues: one a handler, and one for what that handler could not handle in as many deliveries as the limit allows. All are quorum
/// queues: what was confirmed survives the loss of the broker's process, and of a minority of its nodes.
/// </summary>
internal static class RabbitMqQueues
{
    /// <summary>Deliveries after the first one. A lost connection counts as one for what was being handled, so it is not small.</summary>
    public const int DeliveryLimit = 20;

    // Looking into a dead-letter queue delivers, too; there nothing may ever be dropped for that.
    private const int NoDeliveryLimit = 1_000_000_000;

    // Above it the broker refuses, the relay keeps the entries, and the outbox grows instead.
    private const int MostMessages = 1_000_000;

    public static string Of(string handler) => "queue." + handler;

    public static string DeadOf(string handler) => "queue." + handler + ".dead";

    /// <summary>Dead letters leave the queue only when the other one has them; that needs a queue that refuses when it is full.</summary>
    public static IReadOnlyList<(string Name, object Value)> Arguments { get; } =
    [
        ("x-queue-type", "quorum"),
        ("x-delivery-limit", DeliveryLimit),
        ("x-dead-letter-strategy", "at-least-once"),
        ("x-overflow", "reject-publish"),
        ("x-max-length", MostMessages),
    ];

    public static IReadOnlyList<(string Name, object Value)> DeadArguments { get; } =
    [
        ("x-queue-type", "quorum"),
        ("x-delivery-limit", NoDeliveryLimit),
    ];
}
