namespace Queue.Core.Waitlist;

/// <summary>A party as the host sees it. The order of the properties is the order on the wire.</summary>
public sealed record HostRow
{
    /// <summary>The party.</summary>
    public required PartyId Id { get; init; }

    /// <summary>Its name, when it has one.</summary>
    public string? Name { get; init; }

    /// <summary>People.</summary>
    public required int Size { get; init; }

    /// <summary><c>waiting</c>, <c>called</c>, or in the reply that ended it one of <c>served</c>, <c>no_show</c>, <c>kicked</c>, <c>left</c>, <c>closed</c>.</summary>
    public required string Status { get; init; }

    /// <summary>It said that it is close by.</summary>
    public required bool Nearby { get; init; }

    /// <summary>When it joined.</summary>
    public required DateTimeOffset JoinedAt { get; init; }

    /// <summary>Its number.</summary>
    public required int Ticket { get; init; }

    /// <summary>How it came.</summary>
    public required PartySource Source { get; init; }

    /// <summary>Lower end of the promised wait, in milliseconds from joining.</summary>
    public required long QuotedLowMs { get; init; }

    /// <summary>Upper end of the promised wait, in milliseconds from joining.</summary>
    public required long QuotedHighMs { get; init; }

    /// <summary>How often it was called.</summary>
    public required int Calls { get; init; }

    /// <summary>When it was called, while the call is open.</summary>
    public DateTimeOffset? CalledAt { get; init; }

    /// <summary>Until when it may come, while the call is open.</summary>
    public DateTimeOffset? CallDeadline { get; init; }

    /// <summary>When it ended, among the parties that have.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How far alerts to its phone got; <c>none</c> when it asked for none.</summary>
    public required PushState Push { get; init; }

    /// <summary>The version to send back with a command to this party.</summary>
    public required long Rev { get; init; }

    /// <summary>The row of a live party.</summary>
    /// <param name="party">The party.</param>
    /// <returns>The row.</returns>
    public static HostRow Of(Party party)
    {
        ArgumentNullException.ThrowIfNull(party);
        return Row(party, party.Call is null ? "waiting" : "called");
    }

    /// <summary>The row of a party that has ended.</summary>
    /// <param name="finished">The party.</param>
    /// <returns>The row.</returns>
    public static HostRow Of(FinishedParty finished)
    {
        ArgumentNullException.ThrowIfNull(finished);
        return Row(finished.Party, WireText.Of(finished.Reason));
    }

    private static HostRow Row(Party party, string status) => new()
    {
        Id = party.Id,
        Name = party.Name,
        Size = party.Size,
        Status = status,
        Nearby = party.Nearby,
        JoinedAt = party.JoinedAt,
        Ticket = party.Ticket,
        Source = party.Source,
        QuotedLowMs = party.QuotedLowMs,
        QuotedHighMs = party.QuotedHighMs,
        Calls = party.Calls,
        CalledAt = party.Call?.At,
        CallDeadline = party.Call?.Deadline,
        Push = party.Push,
        Rev = party.Rev,
    };
}

/// <summary>Fixed words of the wire format.</summary>
public static class WireText
{
    /// <summary>The word for a final reason.</summary>
    /// <param name="reason">The reason.</param>
    /// <returns><c>served</c>, <c>no_show</c>, <c>kicked</c>, <c>left</c> or <c>closed</c>.</returns>
    public static string Of(FinishReason reason) => reason switch
    {
        FinishReason.Served => "served",
        FinishReason.NoShow => "no_show",
        FinishReason.Kicked => "kicked",
        FinishReason.Left => "left",
        FinishReason.Closed => "closed",
    };
}
