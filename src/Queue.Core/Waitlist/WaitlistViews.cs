using System.Text.Json.Serialization;

namespace Queue.Core.Waitlist;

/// <summary>The whole queue as the host sees it. Holds absolute instants only, so it changes only by an event.</summary>
public sealed record QueueUpdate
{
    /// <summary>Names the shape.</summary>
    public string Type => "queue_update";

    /// <summary>All live parties but the one being served, in order, each with its status.</summary>
    public required IReadOnlyList<HostRow> Queue { get; init; }

    /// <summary>The party called last whose call is open.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public HostRow? NowServing { get; init; }

    /// <summary>The largest sum of party sizes.</summary>
    public required int MaxGuests { get; init; }

    /// <summary>Until when the party being served may come.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public DateTimeOffset? CallDeadline { get; init; }

    /// <summary>The queue has closed.</summary>
    public required bool Closed { get; init; }

    /// <summary>Guests cannot join for now; absent when they can.</summary>
    public bool? Paused { get; init; }

    /// <summary>What is told to everybody who waits.</summary>
    public Announcement? Announcement { get; init; }

    /// <summary>Who has ended and says that they are still here, who said so last first; absent when nobody does.</summary>
    public IReadOnlyList<HostRow>? StillHere { get; init; }

    /// <summary>What the queue is called.</summary>
    public required string EventName { get; init; }

    /// <summary>When to ask again, in milliseconds.</summary>
    public required int NextPollMs { get; init; }
}

/// <summary>The parties that have ended, as the host sees them.</summary>
public sealed record RecentParties
{
    /// <summary>Who ended last first; each says how and when it ended.</summary>
    public required IReadOnlyList<HostRow> Recent { get; init; }

    /// <summary>The queue has closed, and nobody can be brought back.</summary>
    public required bool Closed { get; init; }

    /// <summary>When to ask again, in milliseconds.</summary>
    public required int NextPollMs { get; init; }
}

/// <summary>The queue as anybody may see it: tickets and sizes, never a name, an id or a note.</summary>
public sealed record PublicQueueUpdate
{
    /// <summary>Names the shape.</summary>
    public string Type => "queue_update";

    /// <summary>All live parties but the one being served, in order.</summary>
    public required IReadOnlyList<PublicRow> Queue { get; init; }

    /// <summary>The party called last whose call is open.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public PublicRow? NowServing { get; init; }

    /// <summary>The largest sum of party sizes.</summary>
    public required int MaxGuests { get; init; }

    /// <summary>Until when the party being served may come.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public DateTimeOffset? CallDeadline { get; init; }

    /// <summary>The queue has closed.</summary>
    public required bool Closed { get; init; }

    /// <summary>What the queue is called.</summary>
    public required string EventName { get; init; }

    /// <summary>When to ask again, in milliseconds.</summary>
    public required int NextPollMs { get; init; }
}

/// <summary>A party as anybody may see it.</summary>
/// <param name="Ticket">Its number.</param>
/// <param name="Size">People.</param>
/// <param name="Status"><c>waiting</c> or <c>called</c>.</param>
/// <param name="CalledAt">When it was called, while the call is open.</param>
public sealed record PublicRow(int Ticket, int Size, string Status, DateTimeOffset? CalledAt);

/// <summary>A party's own view. Which properties are there depends on <see cref="Type"/>.</summary>
public sealed record GuestView
{
    /// <summary><c>position</c>, <c>called</c>, <c>removed</c> or <c>closed</c>; the last is final, and a host may restore who was removed.</summary>
    public required string Type { get; init; }

    /// <summary>Why it ended, for <c>removed</c>: <c>served</c>, <c>left</c>, <c>kicked</c> or <c>no_show</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>Until when it may come, for <c>called</c>.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>When it was called, for <c>called</c>.</summary>
    public DateTimeOffset? CalledAt { get; init; }

    /// <summary>1 for the first in line, for <c>position</c>.</summary>
    public int? Position { get; init; }

    /// <summary><see cref="Position"/> less one.</summary>
    public int? AheadCount { get; init; }

    /// <summary>All live parties.</summary>
    public int? QueueLength { get; init; }

    /// <summary>The middle of the estimate, in milliseconds; 0 when nobody is ahead.</summary>
    public long? EstimatedWaitMs { get; init; }

    /// <summary>What the queue is called.</summary>
    public string? EventName { get; init; }

    /// <summary>The party's number.</summary>
    public int? Ticket { get; init; }

    /// <summary>People in the party, while it is live.</summary>
    public int? Size { get; init; }

    /// <summary>The host holds it back for now; absent when not.</summary>
    public bool? Held { get; init; }

    /// <summary>Until when it lets others pass.</summary>
    public DateTimeOffset? SnoozedUntil { get; init; }

    /// <summary>It may ask for more time now; absent when not.</summary>
    public bool? MaySnooze { get; init; }

    /// <summary>It said that it is on its way; absent when it did not.</summary>
    public bool? OnMyWay { get; init; }

    /// <summary>Until when it is back at its old place by saying that it is still here, for <c>removed</c> by itself.</summary>
    public DateTimeOffset? BackUntil { get; init; }

    /// <summary>It said after its end that it is still here; absent when it did not.</summary>
    public bool? StillHere { get; init; }

    /// <summary>What the host tells everybody who waits.</summary>
    public Announcement? Announcement { get; init; }

    /// <summary>Lower end of the estimate, in milliseconds from the last change of the queue.</summary>
    public long? EstimatedLowMs { get; init; }

    /// <summary>Upper end of the estimate, in milliseconds from the last change of the queue.</summary>
    public long? EstimatedHighMs { get; init; }

    /// <summary>When to ask again, in milliseconds.</summary>
    public required int NextPollMs { get; init; }
}

/// <summary>What somebody at the door wants to know before joining.</summary>
public sealed record WaitlistStatus
{
    /// <summary>The code.</summary>
    public required string Code { get; init; }

    /// <summary>What the queue is called.</summary>
    public required string EventName { get; init; }

    /// <summary>
    /// <c>open</c>, <c>paused</c>, <c>full</c>, <c>closed</c>, or <c>last_call</c> when only the host adds parties any more.
    /// </summary>
    public required string State { get; init; }

    /// <summary>When it opens, while it has not; of a venue whose evening is over, when the next one opens.</summary>
    public DateTimeOffset? OpensAt { get; init; }

    /// <summary>Live parties that have not been called.</summary>
    public required int PartiesWaiting { get; init; }

    /// <summary>People in them.</summary>
    public required int GuestsWaiting { get; init; }

    /// <summary>What a party that joined now would be told, by size.</summary>
    public required IReadOnlyList<BandEstimate> Estimates { get; init; }

    /// <summary>What the host tells everybody.</summary>
    public Announcement? Announcement { get; init; }

    /// <summary>Where it is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Location { get; init; }

    /// <summary>How to reach the host.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? ContactInfo { get; init; }

    /// <summary>Opening time of day.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? OpenTime { get; init; }

    /// <summary>Closing time of day.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? CloseTime { get; init; }

    /// <summary>When to ask again, in milliseconds.</summary>
    public required int NextPollMs { get; init; }
}

/// <summary>The estimate for parties of some sizes.</summary>
/// <param name="MinSize">The smallest.</param>
/// <param name="MaxSize">The largest.</param>
/// <param name="LowMs">Lower end, in milliseconds.</param>
/// <param name="HighMs">Upper end, in milliseconds.</param>
public sealed record BandEstimate(int MinSize, int MaxSize, long LowMs, long HighMs);

/// <summary>What the lobby screen shows.</summary>
public sealed record DisplayView
{
    /// <summary>The parties with an open call, newest first.</summary>
    public required IReadOnlyList<DisplayRow> NowCalled { get; init; }

    /// <summary>The first parties that wait, in order.</summary>
    public required IReadOnlyList<DisplayRow> Next { get; init; }

    /// <summary>What a party that joined now would be told, by size.</summary>
    public required IReadOnlyList<BandEstimate> Estimates { get; init; }

    /// <summary>What the host tells everybody.</summary>
    public Announcement? Announcement { get; init; }

    /// <summary>The queue has closed.</summary>
    public required bool Closed { get; init; }

    /// <summary>What the queue is called.</summary>
    public required string EventName { get; init; }

    /// <summary>When to ask again, in milliseconds.</summary>
    public required int NextPollMs { get; init; }
}

/// <summary>A party on the lobby screen.</summary>
/// <param name="Ticket">Its number.</param>
/// <param name="Name">What the queue's options let the viewer see of its name.</param>
/// <param name="CalledAt">When it was called.</param>
public sealed record DisplayRow(int Ticket, string? Name, DateTimeOffset? CalledAt);

/// <summary>Who fits a free table.</summary>
/// <param name="Party">The party to seat; <see langword="null"/> when none fits.</param>
/// <param name="Fitting">How many fit as well as it does; it has the best place of them.</param>
/// <param name="Fills">It leaves at most two seats empty. When not, no waiting party does.</param>
public sealed record Suggestion([property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] HostRow? Party, int Fitting, bool Fills);
