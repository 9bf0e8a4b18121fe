namespace Queue.Server.Push;

/// <summary>What an event means for alerts.</summary>
/// <param name="Id">The message's id.</param>
/// <param name="Version">The room's version at the event.</param>
/// <param name="At">When it happened, in epoch milliseconds.</param>
/// <param name="Notices">The alerts it makes.</param>
internal sealed record HandledEvent(string Id, long Version, long At, IReadOnlyList<Notice> Notices)
{
    /// <summary>The party whose visit it ended, or the chat room that it deleted.</summary>
    public PushTarget? Ended { get; init; }

    /// <summary>The party whose visit goes on after an end.</summary>
    public PushTarget? Restored { get; init; }
}

/// <summary>
/// A browser that wants the alerts of a party, or of a chat room: then <c>Party</c> names the room. <c>AsOf</c> is a version of the room at which the party was there: an end before it counts no
/// more.
/// </summary>
internal sealed record StoredSubscription(
    string Party,
    string Endpoint,
    string Origin,
    string Room,
    string P256dh,
    string Auth,
    string Vapid,
    string Language,
    string BaseUrl,
    long CreatedAt,
    long AsOf)
{
    /// <summary>For a chat room's events: by what its reader reads, see <see cref="Queue.Server.Keys.RoomStandings"/>.</summary>
    public string Standing { get; init; } = "";
}

/// <summary>A push service that alerts wait for: when the oldest of those that may leave became due, and when the next one will be.</summary>
internal sealed class WaitingOrigin
{
    public string Origin { get; init; } = "";

    public long? DueAt { get; init; }

    public long? NextAt { get; init; }
}

/// <summary>An alert that may leave now, with where it goes.</summary>
internal sealed class DueDelivery
{
    public long Id { get; init; }

    public string Room { get; init; } = "";

    public string Party { get; init; } = "";

    public string Endpoint { get; init; } = "";

    public string Kind { get; init; } = "";

    public long Call { get; init; }

    public string? Text { get; init; }

    public int Attempts { get; init; }

    /// <summary>When it could leave for the first time.</summary>
    public long DueAt { get; init; }

    public long ExpiresAt { get; init; }

    public string P256dh { get; init; } = "";

    public string Auth { get; init; } = "";

    public string Language { get; init; } = "";

    public string BaseUrl { get; init; } = "";

    public string Standing { get; init; } = "";

    /// <summary>A newer alert for the same browser may leave too, and would be replaced by this one on the phone.</summary>
    public bool Overtaken { get; init; }

    /// <summary>For a false alarm: the alert of that call may have left to the same browser.</summary>
    public bool WasAlarmed { get; init; }
}

/// <summary>What an attempt came to, to be stored.</summary>
/// <param name="Id">The delivery.</param>
/// <param name="State">One of <see cref="PushStates"/>; null to try again.</param>
/// <param name="NextAt">When to try again.</param>
/// <param name="Calls">How often the party had been called when it left.</param>
/// <param name="At">When that was known.</param>
internal sealed record PushResult(long Id, string? State, long NextAt, int Calls, long At)
{
    /// <summary>The phone may show it: the service took it, or nobody knows whether it did.</summary>
    public bool MayHaveLeft { get; init; }

    /// <summary>The subscription that the service no longer knows, to be forgotten.</summary>
    public (string Party, string Endpoint)? Gone { get; init; }
}

/// <summary>The ends of a delivery.</summary>
internal static class PushStates
{
    public const string Sent = "sent";
    public const string Failed = "failed";
    public const string Dropped = "dropped";
}

/// <summary>An alert of which something new is known that others do not know yet. No endpoint: it leaves <c>push.db</c>.</summary>
internal sealed class PushNews
{
    public long Id { get; init; }

    public string Room { get; init; } = "";

    public string Party { get; init; } = "";

    public string Kind { get; init; } = "";

    /// <summary><c>due</c> or one of <see cref="PushStates"/>.</summary>
    public string State { get; init; } = "";

    public int Calls { get; init; }

    public long DueAt { get; init; }

    public long? ConcludedAt { get; init; }

    public long? ShownAt { get; init; }

    public long? AnsweredAt { get; init; }

    /// <summary>How many changes it had when it was read.</summary>
    public long News { get; init; }
}
