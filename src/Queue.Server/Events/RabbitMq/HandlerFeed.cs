namespace Queue.Server.Events.RabbitMq;

/// <summary>
/// Feeds a handler with what the broker delivers one by one. While the handler works, what arrives gathers and goes to it together, in
/// the order of its versions: one transaction instead of many. A message that comes again goes alone, so that one that fails takes no
/// other with it more than once.
/// </summary>
internal sealed class HandlerFeed(IEventHandler handler, ILogger logger) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1);
    private readonly Lock gate = new();
    private List<Waiting> waiting = [];

    /// <summary>Returns when the message's effect is stored; throws what the handler threw.</summary>
    public Task HandleAsync(EventMessage message, bool again, CancellationToken cancellationToken) =>
        again ? HandleAsync([message], cancellationToken) : HandleWithOthersAsync(message, cancellationToken);

    public void Dispose() => turn.Dispose();

    private async Task HandleWithOthersAsync(EventMessage message, CancellationToken cancellationToken)
    {
        var mine = new Waiting(message);
        lock (gate)
        {
            waiting.Add(mine);
        }

        await turn.WaitAsync(cancellationToken);
        try
        {
            // Whoever had the turn before may have taken this one along.
            if (!mine.Done.Task.IsCompleted)
            {
                await HandleAllAsync(cancellationToken);
            }
        }
        finally
        {
            turn.Release();
        }

        await mine.Done.Task;
    }

    private async Task HandleAllAsync(CancellationToken cancellationToken)
    {
        List<Waiting> group;
        lock (gate)
        {
            (group, waiting) = (waiting, []);
        }

        try
        {
            await HandleAsync([.. group.Select(one => one.Message).OrderBy(message => message.Version)], cancellationToken);
            group.ForEach(one => one.Done.SetResult());
        }
        catch (Exception e)
        {
            group.ForEach(one => one.Done.SetException(e));
        }
    }

    private async Task HandleAsync(IReadOnlyList<EventMessage> messages, CancellationToken cancellationToken)
    {
        try
        {
            await handler.HandleAsync(messages, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            logger.HandlingFailed(e, handler.Name, messages.Count);
            throw;
        }
    }

    private sealed record Waiting(EventMessage Message)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

internal static partial class HandlerFeedLog
{
    [LoggerMessage(3010, LogLevel.Warning, "{Handler} could not handle {Count} events; they come again")]
    public static partial void HandlingFailed(this ILogger logger, Exception exception, string handler, int count);
}
