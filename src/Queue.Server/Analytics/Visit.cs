namespace Queue.Server.Analytics;

/// <summary>One party's evening, without its name. Times are epoch milliseconds; null while it has not happened.</summary>
internal sealed class Visit
{
    public string Party { get; init; } = "";

    public string Room { get; init; } = "";

    public string? Code { get; init; }

    public long? Ticket { get; init; }

    public long? Size { get; init; }

    public string? Source { get; init; }

    public long JoinedAt { get; init; }

    /// <summary>When it first asked for alerts.</summary>
    public long? SubscribedAt { get; init; }

    /// <summary>When it said that it is close by.</summary>
    public long? NearbyAt { get; init; }

    public long? FirstCalledAt { get; init; }

    public long? LastCalledAt { get; init; }

    public long Calls { get; init; }

    /// <summary>How often an end of it was taken back.</summary>
    public long Restores { get; init; }

    /// <summary>When it ended for good; null while it waits, also after an end that was taken back.</summary>
    public long? EndedAt { get; init; }

    /// <summary><c>served</c>, <c>no_show</c>, <c>kicked</c>, <c>left</c>, <c>closed</c>, or null while it waits.</summary>
    public string? EndReason { get; init; }

    /// <summary>Lower end of the first promise.</summary>
    public long? QuotedLowMs { get; init; }

    /// <summary>Upper end of the first promise.</summary>
    public long? QuotedHighMs { get; init; }

    /// <summary>Lower end of the promise that held at the first call, or holds now: another one when the party became of another size.</summary>
    public long? PromisedLowMs { get; init; }

    /// <summary>Upper end of the same.</summary>
    public long? PromisedHighMs { get; init; }

    /// <summary>Lower end of what the queue would have promised, where the host promised something else.</summary>
    public long? SuggestedLowMs { get; init; }

    /// <summary>Upper end of the same.</summary>
    public long? SuggestedHighMs { get; init; }

    /// <summary>How the queue's own promise was made, with its version; null for one from before that was kept.</summary>
    public string? QuoteMethod { get; init; }

    /// <summary>How often it asked for more time.</summary>
    public long Snoozes { get; init; }

    /// <summary>How much more time that was, in sum.</summary>
    public long SnoozedMs { get; init; }

    /// <summary>How often the host held it back.</summary>
    public long Holds { get; init; }

    /// <summary>How often the host gave it another place.</summary>
    public long MovesByHost { get; init; }

    /// <summary>How often it let others ahead.</summary>
    public long MovesByGuest { get; init; }

    /// <summary>How often its size changed.</summary>
    public long Resizes { get; init; }

    /// <summary>How often it was promised anew.</summary>
    public long Requotes { get; init; }

    /// <summary>How often it said that it is still here after it had ended.</summary>
    public long StillHere { get; init; }

    /// <summary>Calls that were undone; they are no calls.</summary>
    public long CallsUndone { get; init; }

    /// <summary>How long its last call was open for, else as its queue does it.</summary>
    public long? CallWindowMs { get; init; }

    public bool Is(string reason) => string.Equals(EndReason, reason, StringComparison.Ordinal);
}
