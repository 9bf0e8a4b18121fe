using Queue.Server.Rooms;
using Queue.Server.Storage;

namespace Queue.Server.Events;

/// <summary>
/// Carries committed events from the outbox to the background: at least once, in order within a room. An entry is forgotten after it was
/// handed over, with the next commit; a crash in between hands it over again under the same message ids. Wakes with every commit and drains what there is;
/// after a failure it waits a little longer each time and goes on with the same entries, so nothing overtakes.
/// </summary>
internal sealed class Relay(
    IEventLog log, IEventPublisher publisher, CommitSignal commits, EventInstruments instruments, TimeProvider time, ILogger<Relay> logger)
    : BackgroundService
{
    private const int EntriesAtOnce = 256;
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(10);

    /// <summary>The last hand-over worked.</summary>
    public bool Works { get; private set; } = true;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        logger.RelayStarted(publisher.Description);
        var retry = FirstRetry;
        while (!stoppingToken.IsCancellationRequested)
        {
            var committed = commits.Next;
            try
            {
                if (!await RelayOnceAsync(stoppingToken))
                {
                    await WaitAsync(committed, LookAgain, stoppingToken);
                }

                Works = true;
                retry = FirstRetry;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Works = false;
                logger.RelayFailed(e, retry.TotalSeconds);
                instruments.RelayFailed();
                await WaitAsync(Task.Delay(retry, time, stoppingToken), retry, stoppingToken);
                retry = retry * 2 < LongestRetry ? retry * 2 : LongestRetry;
            }
        }
    }

    private async Task<bool> RelayOnceAsync(CancellationToken cancellationToken)
    {
        var entries = await log.ReadOutboxAsync(EntriesAtOnce, cancellationToken);
        if (entries.Count == 0)
        {
            return false;
        }

        var messages = entries.SelectMany(entry =>
            entry.Events.Select(stored => EventMessage.Of(log.Epoch, entry.Room, stored.Version, stored.Happened))).ToList();
        await publisher.PublishAsync(messages, cancellationToken);
        log.ForgetOutbox(entries);
        instruments.Relayed(messages.Count, time.GetUtcNow() - messages[^1].Happened.At);
        return true;
    }

    private async Task WaitAsync(Task signal, TimeSpan longest, CancellationToken cancellationToken)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(signal, Task.Delay(longest, time, done.Token));
        await done.CancelAsync();
    }
}

internal static partial class RelayLog
{
    [LoggerMessage(3001, LogLevel.Information, "Events go out {Publisher}")]
    public static partial void RelayStarted(this ILogger logger, string publisher);

    [LoggerMessage(3002, LogLevel.Warning, "Events could not be handed over; tried again in {RetrySeconds} s, nothing is lost")]
    public static partial void RelayFailed(this ILogger logger, Exception exception, double retrySeconds);
}
