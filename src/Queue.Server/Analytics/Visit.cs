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

    public long? QuotedLowMs { get; init; }

    public long? QuotedHighMs { get; init; }

    public long? CallWindowMs { get; init; }

    public bool Is(string reason) => string.Equals(EndReason, reason, StringComparison.Ordinal);
}
