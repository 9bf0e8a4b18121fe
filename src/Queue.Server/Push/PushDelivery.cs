using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Queue.Server.Rooms;
using Queue.WebPush;

namespace Queue.Server.Push;

/// <summary>
/// Sends what is due: the slow part. One loop decides, at one instant a round: it stores what became of the last attempts, all of them
/// in one commit, then begins those alerts that are due and have a place in the lane of their push service. It sleeps until something
/// is enqueued, an attempt ends, or the next alert is due.
/// </summary>
internal sealed class PushDelivery(
    PushStore store,
    PushComposer composer,
    PushSender sender,
    VapidIdentity identity,
    PushInstruments instruments,
    IOptions<PushOptions> options,
    TimeProvider time,
    ILogger<PushDelivery> logger) : BackgroundService
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Inaccuracy = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan KeepAfterVisit = TimeSpan.FromHours(1);

    private readonly Dictionary<string, PushLane> lanes = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<PushAttempt> ended = new();
    private readonly List<(PushAttempt Attempt, PushResult Result)> unstored = [];
    private readonly CommitSignal finished = new();
    private int running;
    private long purgedAt;

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            Task signal = Task.WhenAny(store.Changed.Next, finished.Next);
            var wakeAt = long.MaxValue;
            try
            {
                wakeAt = await RunOnceAsync(Now, stoppingToken);
            }
            catch (Exception e)
            {
                // Attempts that could not be stored keep their places, so nothing is sent again meanwhile.
                logger.DeliveryFailed(e);
                signal = Task.Delay(AfterFailure, time, stoppingToken);
            }

            await WaitAsync(signal, wakeAt, stoppingToken);
        }

        await StoreLastAsync();
    }

    private async Task<long> RunOnceAsync(long now, CancellationToken stoppingToken)
    {
        await StoreEndedAsync(now);
        await PurgeAsync(now);
        var wakeAt = long.MaxValue;
        foreach (var waiting in await store.OriginsAsync(now))
        {
            var lane = LaneOf(waiting.Origin);
            var next = waiting.NextAt ?? long.MaxValue;
            if (lane.PausedUntil > now)
            {
                wakeAt = Math.Min(wakeAt, waiting.DueAt is null ? Math.Max(next, lane.PausedUntil) : lane.PausedUntil);
                continue;
            }

            wakeAt = Math.Min(wakeAt, next);
            if (waiting.DueAt is not null && !lane.IsFull)
            {
                // One a browser: as many as are on their way may come again, so twice the places fill those that are free.
                Begin(await store.DueAsync(waiting.Origin, now, 2 * options.Value.RequestsPerOrigin), lane, stoppingToken);
            }
        }

        return wakeAt;
    }

    private PushLane LaneOf(string origin)
    {
        if (!lanes.TryGetValue(origin, out var lane))
        {
            lanes[origin] = lane = new PushLane(options.Value.RequestsPerOrigin);
        }

        return lane;
    }

    private void Begin(IReadOnlyList<DueDelivery> due, PushLane lane, CancellationToken stoppingToken)
    {
        foreach (var delivery in due.Where(lane.TryEnter))
        {
            Interlocked.Increment(ref running);
            _ = Task.Run(() => AttemptAsync(delivery, lane, stoppingToken), CancellationToken.None);
        }
    }

    // Whatever happens, an entry in the queue gives the place back; but for the end of the server, when the alert stays due.
    private async Task AttemptAsync(DueDelivery delivery, PushLane lane, CancellationToken stoppingToken)
    {
        ComposedPush? composed = null;
        try
        {
            composed = await composer.ComposeAsync(delivery);
            var outcome = composed is null ? null : await SendAsync(delivery, composed, stoppingToken);
            ended.Enqueue(new PushAttempt(delivery, lane, composed, outcome, Broke: false));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // It goes out after the start.
        }
        catch (Exception e)
        {
            logger.DeliveryFailed(e);
            ended.Enqueue(new PushAttempt(delivery, lane, composed, null, Broke: true));
        }
        finally
        {
            Interlocked.Decrement(ref running);
            finished.Raise();
        }
    }

    private async Task<PushOutcome?> SendAsync(DueDelivery delivery, ComposedPush composed, CancellationToken stoppingToken)
    {
        if (!PushSubscription.TryCreate(delivery.Endpoint, delivery.P256dh, delivery.Auth, out var subscription, out _))
        {
            return null;
        }

        var outcome = await sender.SendAsync(subscription, composed.Message, identity, stoppingToken);
        return outcome switch
        {
            // The token may just have been too old; the second one is signed anew.
            PushOutcome.Unauthorized => await sender.SendAsync(subscription, composed.Message, identity, stoppingToken),
            PushOutcome.TooLarge => await sender.SendAsync(subscription, composed.Short, identity, stoppingToken),
            _ => outcome,
        };
    }

    private async Task StoreEndedAsync(long now)
    {
        while (ended.TryDequeue(out var attempt))
        {
            unstored.Add((attempt, attempt.Judge(now)));
        }

        if (unstored.Count == 0)
        {
            return;
        }

        await store.NoteAsync(unstored.ConvertAll(pair => pair.Result));
        foreach (var (attempt, result) in unstored)
        {
            attempt.Lane.Leave(attempt.Delivery, now);
            Count(attempt, result, now);
        }

        unstored.Clear();
    }

    private void Count(PushAttempt attempt, PushResult result, long now)
    {
        instruments.Delivered(attempt.Delivery.Kind, result.State, TimeSpan.FromMilliseconds(now - attempt.Delivery.DueAt));
        if (attempt.Outcome is PushOutcome.Gone && result.Gone is null)
        {
            instruments.GoneKept();
        }

        if (result.State is PushStates.Failed && attempt.Outcome is { } outcome and not PushOutcome.Gone)
        {
            logger.DeliveryRefused(outcome.GetType().Name, outcome.Status ?? 0);
        }
    }

    private async Task PurgeAsync(long now)
    {
        var before = now - (long)KeepAfterVisit.TotalMilliseconds;
        if (before - purgedAt > LookAgain.TotalMilliseconds)
        {
            purgedAt = before;
            await store.PurgeAsync(before);
            foreach (var (origin, _) in lanes.Where(pair => pair.Value.IsIdle && pair.Value.UsedAt < before).ToList())
            {
                lanes.Remove(origin);
            }
        }
    }

    // A timer counts from when it is set. When the clock has moved on since it was read, the wait would end too late: look again.
    private async Task WaitAsync(Task signal, long wakeAt, CancellationToken stoppingToken)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var now = time.GetUtcNow();
        var pause = TimeSpan.FromMilliseconds(Math.Clamp(wakeAt - now.ToUnixTimeMilliseconds(), 0, (long)LookAgain.TotalMilliseconds));
        var timer = Task.Delay(pause, time, done.Token);
        if (time.GetUtcNow() - now < Inaccuracy)
        {
            await Task.WhenAny(signal, timer);
        }

        await done.CancelAsync();
    }

    // What is known by now is worth storing: it would be sent again.
    private async Task StoreLastAsync()
    {
        while (Volatile.Read(ref running) > 0)
        {
            var next = finished.Next;
            if (Volatile.Read(ref running) > 0)
            {
                await next;
            }
        }

        try
        {
            await StoreEndedAsync(Now);
        }
        catch (Exception e)
        {
            logger.DeliveryFailed(e);
        }
    }
}

internal static partial class PushDeliveryLog
{
    [LoggerMessage(4001, LogLevel.Warning, "Alerts could not be delivered and are tried again")]
    public static partial void DeliveryFailed(this ILogger logger, Exception exception);

    [LoggerMessage(4002, LogLevel.Warning, "A push service refused an alert for good: {Outcome}, status {Status}")]
    public static partial void DeliveryRefused(this ILogger logger, string outcome, int status);
}
