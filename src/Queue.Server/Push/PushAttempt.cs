using System.Security.Cryptography;
using Queue.WebPush;

namespace Queue.Server.Push;

/// <summary>One try to deliver an alert, when it is over.</summary>
/// <param name="Delivery">The alert.</param>
/// <param name="Lane">The lane it has a place in.</param>
/// <param name="Composed">What left; null when nothing did.</param>
/// <param name="Outcome">What the service answered; null when it was not asked.</param>
/// <param name="Broke">Something of ours went wrong, or the server is stopping: the alert stays due.</param>
internal sealed record PushAttempt(DueDelivery Delivery, PushLane Lane, ComposedPush? Composed, PushOutcome? Outcome, bool Broke)
{
    private const int LongestBackoffSeconds = 60;
    private const int LeastBackoffMs = 100;
    private static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(60);

    // After an error the service may have it all the same. Taking back what was not said does less harm than letting somebody run.
    private bool MayHaveLeft => Composed is not null && (Broke || Outcome is PushOutcome.Accepted or PushOutcome.Retry);

    /// <summary>What is to be stored, at this instant. Tells the lane what its service said.</summary>
    public PushResult Judge(long now) => Conclude(now) with { MayHaveLeft = MayHaveLeft };

    /// <summary>
    /// Full jitter: anything up to a bound that doubles from one second to a minute, so that those who failed together do not come
    /// back together. In milliseconds.
    /// </summary>
    public static int Backoff(int attempts)
    {
        var bound = Math.Min(LongestBackoffSeconds, 1 << Math.Min(attempts, 6)) * 1000;
        return RandomNumberGenerator.GetInt32(LeastBackoffMs, bound + 1);
    }

    private PushResult Conclude(long now)
    {
        if (Broke)
        {
            return new PushResult(Delivery.Id, null, now + Backoff(Delivery.Attempts), 0, now);
        }

        if (Outcome is null || Composed is null)
        {
            return Over(PushStates.Dropped, now);
        }

        var mayDelete = Lane.MayDelete;
        Lane.NoteAnswer(Outcome is PushOutcome.Gone or PushOutcome.Rejected or PushOutcome.Unauthorized or PushOutcome.TooLarge);
        return Outcome switch
        {
            PushOutcome.Accepted => Over(PushStates.Sent, now),
            PushOutcome.Gone when mayDelete => Over(PushStates.Failed, now) with { Gone = (Delivery.Party, Delivery.Endpoint) },
            PushOutcome.Throttled throttled => Patience(throttled.RetryAfter ?? DefaultPatience, now),
            PushOutcome.Retry { RetryAfter: { } asked } => Patience(asked, now),
            PushOutcome.Retry => Later(now + Backoff(Delivery.Attempts), now),
            _ => Over(PushStates.Failed, now),
        };
    }

    private PushResult Patience(TimeSpan patience, long now)
    {
        Lane.Pause(patience, now);
        return Later(now + (long)patience.TotalMilliseconds, now);
    }

    private PushResult Later(long at, long now) =>
        at < Composed?.ExpiresAt ? new PushResult(Delivery.Id, null, at, 0, now) : Over(PushStates.Failed, now);

    private PushResult Over(string state, long now) => new(Delivery.Id, state, 0, Composed?.About?.Calls ?? 0, now);
}
