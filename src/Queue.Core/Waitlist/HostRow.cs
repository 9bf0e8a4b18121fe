using System.Collections.Immutable;

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

    /// <summary>The host's notes.</summary>
    public string? Notes { get; init; }

    /// <summary>What it needs, of <see cref="PartyTags.All"/>.</summary>
    public ImmutableList<string>? Tags { get; init; }

    /// <summary>Its size before the guest changed it to one of another band.</summary>
    public int? SizeBefore { get; init; }

    /// <summary>Since when it is held back.</summary>
    public DateTimeOffset? HeldAt { get; init; }

    /// <summary>Until when it lets others pass.</summary>
    public DateTimeOffset? SnoozedUntil { get; init; }

    /// <summary>How often it asked for more time; absent for never.</summary>
    public int? Snoozes { get; init; }

    /// <summary>It said that it is on its way; absent when it did not.</summary>
    public bool? OnMyWay { get; init; }

    /// <summary>When it said, after its end, that it is still here.</summary>
    public DateTimeOffset? StillHereAt { get; init; }

    /// <summary>The version to send back with a command to this party.</summary>
    public required long Rev { get; init; }

    /// <summary>The row without what is known of the person, as it may be kept with an answer.</summary>
    /// <returns>The row.</returns>
    public HostRow WithoutPersonal() => this with { Name = null, Notes = null, Tags = null };

    /// <summary>The row with what is known of the person.</summary>
    /// <param name="party">The party of the row; <see langword="null"/> when it is not there any more.</param>
    /// <returns>The row.</returns>
    public HostRow WithPersonal(Party? party) => this with { Name = party?.Name, Notes = party?.Notes, Tags = party?.Tags };

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
        Notes = party.Notes,
        Tags = party.Tags,
        SizeBefore = party.SizeBefore,
        HeldAt = party.HeldAt,
        SnoozedUntil = party.SnoozedUntil,
        Snoozes = party.Snoozes == 0 ? null : party.Snoozes,
        OnMyWay = party.OnMyWay ? true : null,
        StillHereAt = party.StillHereAt,
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
