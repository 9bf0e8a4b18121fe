using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Queue.Core.Waitlist;

/// <summary>A party in the queue, waiting or called.</summary>
public sealed record Party
{
    /// <summary>The party's id and credential.</summary>
    public required PartyId Id { get; init; }

    /// <summary>The number shown to everybody: 1, 2, 3 … in the order of joining, never given twice in a room.</summary>
    public required int Ticket { get; init; }

    /// <summary>
    /// Orders the parties, lowest first, and by ticket where two are equal. Tickets are <see cref="PlaceStep"/> apart, so that a party
    /// can be moved between two others.
    /// </summary>
    public required long Place { get; init; }

    /// <summary>The cleaned name; <see langword="null"/> when none was given or it was erased.</summary>
    public string? Name { get; init; }

    /// <summary>People in the party, 1 or more.</summary>
    public required int Size { get; init; }

    /// <summary>The party said that it is close by.</summary>
    public bool Nearby { get; init; }

    /// <summary>What the host noted about it, at most 120 graphemes; personal.</summary>
    public string? Notes { get; init; }

    /// <summary>What it needs, in fixed words (<see cref="PartyTags"/>); personal. Never empty: <see langword="null"/> then.</summary>
    public ImmutableList<string>? Tags { get; init; }

    /// <summary>The size before its guest changed it to one of another band, until the host has dealt with it.</summary>
    public int? SizeBefore { get; init; }

    /// <summary>Since when the host holds it back: it keeps its place and is not called by itself; <see langword="null"/> while it is not held.</summary>
    public DateTimeOffset? HeldAt { get; init; }

    /// <summary>Until when it asked to let others pass while it waits; its place stays.</summary>
    public DateTimeOffset? SnoozedUntil { get; init; }

    /// <summary>How often it asked for more time, 0 to <see cref="WaitlistLogic.MaxSnoozes"/>.</summary>
    public int Snoozes { get; init; }

    /// <summary>It said that it is on its way, since its last call.</summary>
    public bool OnMyWay { get; init; }

    /// <summary>When it said, after its end, that it is still here.</summary>
    public DateTimeOffset? StillHereAt { get; init; }

    /// <summary>It waits and may be called next: no open call, not held, not snoozing.</summary>
    [JsonIgnore]
    public bool IsReady => Call is null && HeldAt is null && SnoozedUntil is null;

    /// <summary>When it joined.</summary>
    public required DateTimeOffset JoinedAt { get; init; }

    /// <summary>How it came into the queue.</summary>
    public required PartySource Source { get; init; }

    /// <summary>The lower end of the wait it was promised, in milliseconds from joining.</summary>
    public long QuotedLowMs { get; init; }

    /// <summary>The upper end of the wait it was promised, in milliseconds from joining.</summary>
    public long QuotedHighMs { get; init; }

    /// <summary>The upper end of its promise has passed while it waited.</summary>
    public bool Overdue { get; init; }

    /// <summary>When the upper end of its promise passes; <see langword="null"/> when it was promised nothing.</summary>
    [JsonIgnore]
    public DateTimeOffset? PromiseEnds => QuotedHighMs > 0 ? JoinedAt.AddMilliseconds(QuotedHighMs) : null;

    /// <summary>How often it was called so far.</summary>
    public int Calls { get; init; }

    /// <summary>The open call; <see langword="null"/> while it waits.</summary>
    public PartyCall? Call { get; init; }

    /// <summary>How far the alerts for its newest call got.</summary>
    public PushState Push { get; init; }

    /// <summary>The call that <see cref="Push"/> is about: <see cref="Calls"/> at that time, 0 before the first.</summary>
    public int PushCall { get; init; }

    /// <summary>The room's version at its last change. A command that names an older one is refused.</summary>
    public required long Rev { get; init; }

    /// <summary>What its last change was.</summary>
    public required PartyChange LastChange { get; init; }

    /// <summary>Distance between the places of two tickets: it can be halved 20 times.</summary>
    public const long PlaceStep = 1 << 20;
}

/// <summary>An open call.</summary>
/// <param name="At">When the party was called.</param>
/// <param name="Deadline">Until when it may answer.</param>
/// <param name="Version">The room's version at the call; orders calls made in the same millisecond.</param>
public sealed record PartyCall(DateTimeOffset At, DateTimeOffset Deadline, long Version);

/// <summary>A party that has ended, kept with its true reason for as long as the room is, or until it is restored.</summary>
/// <param name="Party">The party as it was last, without an open call.</param>
/// <param name="Reason">Why it ended.</param>
/// <param name="At">When it ended.</param>
public sealed record FinishedParty(Party Party, FinishReason Reason, DateTimeOffset At);

/// <summary>How a party came into the queue.</summary>
public enum PartySource
{
    /// <summary>By its own phone.</summary>
    Guest,

    /// <summary>Added by the host.</summary>
    Host,

    /// <summary>At a shared screen at the door.</summary>
    Kiosk,
}

/// <summary>How far an alert got. Reported from outside, only ever forward within a call.</summary>
public enum PushState
{
    /// <summary>The party asked for no alerts.</summary>
    None,

    /// <summary>It asked for alerts.</summary>
    Subscribed,

    /// <summary>No alert could be delivered to a push service.</summary>
    Failed,

    /// <summary>A push service took one.</summary>
    Sent,

    /// <summary>The phone showed it.</summary>
    Shown,

    /// <summary>Somebody reacted to it.</summary>
    Answered,
}

/// <summary>Why a party ended.</summary>
public enum FinishReason
{
    /// <summary>It was seated or served.</summary>
    Served,

    /// <summary>It did not answer its call.</summary>
    NoShow,

    /// <summary>The host removed it.</summary>
    Kicked,

    /// <summary>It left by itself.</summary>
    Left,

    /// <summary>The queue closed.</summary>
    Closed,
}
