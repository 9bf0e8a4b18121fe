using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Queue.Core.Waitlist;
using Queue.Server.Rooms;
using Queue.WebPush;

namespace Queue.Server.Push;

/// <summary>
/// Sends what is due: the slow part. A bounded number of requests to each push service, so that a slow one holds up nobody else;
/// retries with jitter until the alert's own deadline; a service that asks for patience gets it.
/// </summary>
internal sealed class PushDelivery(
    PushStore store,
    PushComposer composer,
    PushSender sender,
    VapidIdentity identity,
    RoomDirectory directory,
    PushInstruments instruments,
    IOptions<PushOptions> options,
    TimeProvider time,
    ILogger<PushDelivery> logger) : BackgroundService
{
    private const int MostAtOnce = 2000;
    private const int LongestBackoffSeconds = 60;
    private const string Sent = "sent";
    private const string Failed = "failed";
    private const string Dropped = "dropped";
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan KeepAfterVisit = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<long, Task> inFlight = new();
    private readonly ConcurrentDictionary<string, int> perOrigin = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> pausedUntil = new(StringComparer.Ordinal);
    private readonly PushBreaker breaker = new();
    private readonly CommitSignal finished = new();
    private long purgedAt;

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var (changed, done) = (store.Changed.Next, finished.Next);
            try
            {
                await PurgeAsync();
                foreach (var delivery in await store.DueAsync(Now, MostAtOnce))
                {
                    Begin(delivery, stoppingToken);
                }

                await WaitAsync(Task.WhenAny(changed, done), stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                logger.DeliveryFailed(e);
                await Task.Delay(TimeSpan.FromSeconds(1), time, stoppingToken);
            }
        }

        await Task.WhenAll(inFlight.Values);
    }

    private async Task WaitAsync(Task signal, CancellationToken stoppingToken)
    {
        var next = await store.NextDueAsync(Now);
        var pause = next is { } at ? TimeSpan.FromMilliseconds(Math.Max(1, at - Now)) : LookAgain;
        using var done = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        await Task.WhenAny(signal, Task.Delay(pause < LookAgain ? pause : LookAgain, time, done.Token));
        await done.CancelAsync();
    }

    private void Begin(DueDelivery delivery, CancellationToken stoppingToken)
    {
        if (inFlight.ContainsKey(delivery.Id)
            || !PushSubscription.TryCreate(delivery.Endpoint, delivery.P256dh, delivery.Auth, out var subscription, out _)
            || perOrigin.GetValueOrDefault(subscription.Origin) >= options.Value.RequestsPerOrigin
            || pausedUntil.GetValueOrDefault(subscription.Origin) > Now)
        {
            return;
        }

        perOrigin.AddOrUpdate(subscription.Origin, 1, static (_, count) => count + 1);
        inFlight[delivery.Id] = DeliverAsync(delivery, subscription, stoppingToken);
    }

    private async Task DeliverAsync(DueDelivery delivery, PushSubscription subscription, CancellationToken stoppingToken)
    {
        await Task.Yield();
        try
        {
            var composed = await composer.ComposeAsync(delivery);
            var result = composed is null
                ? (State: Dropped, NextAt: 0L)
                : await SendAsync(delivery, subscription, composed, stoppingToken);
            await store.NoteAsync([(delivery.Id, result.State, result.NextAt)]);
            instruments.Delivered(delivery.Kind.StartsWith("pos_", StringComparison.Ordinal) ? "pos" : delivery.Kind, result.State ?? "retry");
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            logger.DeliveryFailed(e);
        }
        catch (OperationCanceledException)
        {
            // Stopping: it stays due and goes out after the start.
        }
        finally
        {
            perOrigin.AddOrUpdate(subscription.Origin, 0, static (_, count) => count - 1);
            inFlight.TryRemove(delivery.Id, out _);
            finished.Raise();
        }
    }

    private async Task<(string? State, long NextAt)> SendAsync(
        DueDelivery delivery, PushSubscription subscription, ComposedPush composed, CancellationToken stoppingToken)
    {
        var outcome = await sender.SendAsync(subscription, composed.Message, identity, stoppingToken);
        var result = await JudgeAsync(delivery, subscription, outcome);
        var refused = outcome is PushOutcome.Gone or PushOutcome.Rejected or PushOutcome.Unauthorized;
        breaker.Note(subscription.Origin, refused);
        if (result.State is Sent or Failed)
        {
            var state = result.State is Sent ? PushState.Sent : PushState.Failed;
            await ReportAsync(composed.About, state);
        }

        return result;
    }

    private async Task<(string? State, long NextAt)> JudgeAsync(DueDelivery delivery, PushSubscription subscription, PushOutcome outcome)
    {
        switch (outcome)
        {
            case PushOutcome.Accepted:
                return (Sent, 0);
            case PushOutcome.Gone when breaker.MayDelete(subscription.Origin):
                await store.RemoveAsync(delivery.Party, delivery.Endpoint);
                return (Failed, 0);
            case PushOutcome.Throttled throttled:
                var patience = throttled.RetryAfter ?? DefaultPatience;
                pausedUntil[subscription.Origin] = Now + (long)patience.TotalMilliseconds;
                return Later(delivery, patience);
            case PushOutcome.Retry retry:
                return Later(delivery, retry.RetryAfter ?? Backoff(delivery.Attempts));
            case PushOutcome.Unauthorized when delivery.Attempts == 0:
                return Later(delivery, TimeSpan.Zero);
            default:
                logger.DeliveryRefused(outcome.GetType().Name, outcome.Status ?? 0);
                return (Failed, 0);
        }
    }

    private (string? State, long NextAt) Later(DueDelivery delivery, TimeSpan wait)
    {
        var at = Now + (long)wait.TotalMilliseconds;
        return at < delivery.ExpiresAt ? (null, at) : (Failed, 0);
    }

    // Full jitter: anything up to a bound that doubles, so that those who failed together do not come back together.
    private static TimeSpan Backoff(long attempts)
    {
        var bound = Math.Min(LongestBackoffSeconds, 1 << (int)Math.Min(attempts, 6));
        return TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(100, (bound * 1000) + 100));
    }

    private async Task ReportAsync(Receipt about, PushState state)
    {
        if (await directory.FindAsync(about.Room) is { } room)
        {
            await directory.AskAsync(room, new ReportDelivery(about.Party, state, about.Calls), null);
        }
    }

    private async Task PurgeAsync()
    {
        var before = Now - (long)KeepAfterVisit.TotalMilliseconds;
        if (before - purgedAt > LookAgain.TotalMilliseconds)
        {
            purgedAt = before;
            await store.PurgeAsync(before);
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
