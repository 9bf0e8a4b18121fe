using Queue.Core.Estimates;
using Queue.Core.Rooms;
using Queue.Core.Venues;

namespace Queue.Core.Waitlist;

/// <summary>A waitlist was created: the opening event of its room.</summary>
public sealed record WaitlistCreated : RoomEvent
{
    /// <summary>The room.</summary>
    public required RoomId Id { get; init; }

    /// <summary>The code that leads to it.</summary>
    public required RoomCode Code { get; init; }

    /// <summary>What the queue is called.</summary>
    public required string EventName { get; init; }

    /// <summary>Where it is.</summary>
    public string? Location { get; init; }

    /// <summary>How to reach the host.</summary>
    public string? ContactInfo { get; init; }

    /// <summary>Opening time of day, <c>HH:mm</c>.</summary>
    public string? OpenTime { get; init; }

    /// <summary>Closing time of day, <c>HH:mm</c>.</summary>
    public string? CloseTime { get; init; }

    /// <summary>When joining becomes possible; <see langword="null"/> when it is from the start.</summary>
    public DateTimeOffset? OpensAt { get; init; }

    /// <summary>When it closes by its hours.</summary>
    public DateTimeOffset? ClosesAt { get; init; }

    /// <summary>From when on guests join no more.</summary>
    public DateTimeOffset? LastCallAt { get; init; }

    /// <summary>The evening of a venue that it is. What the venue has learned will be carried beside it.</summary>
    public VenueEvening? Venue { get; init; }

    /// <summary>What its venue has learned about waits; <see langword="null"/> for nothing.</summary>
    public EstimateModel? Model { get; init; }

    /// <summary>When the venue's next evening opens.</summary>
    public DateTimeOffset? NextOpensAt { get; init; }

    /// <summary>How it behaves.</summary>
    public required WaitlistOptions Options { get; init; }

    /// <summary>Whose it is; <see langword="null"/> when it was created without an API key.</summary>
    public OwnerId? Owner { get; init; }
}

/// <summary>The opening time came.</summary>
public sealed record WaitlistOpened : RoomEvent;

/// <summary>The last call passed: from now on only the host adds parties.</summary>
public sealed record LastCallPassed : RoomEvent;

/// <summary>Before anybody joined, the venue planned the evening anew.</summary>
/// <param name="Plan">How the queue would be created now; its room, code and owner stay.</param>
public sealed record WaitlistRescheduled(WaitlistCreated Plan) : RoomEvent;

/// <summary>The waitlist closed for good; every party that was live has its own <see cref="PartyClosed"/> before it.</summary>
/// <param name="Reason">Why.</param>
public sealed record WaitlistClosed(CloseReason Reason) : RoomEvent;

/// <summary>Guests cannot join for now; the host can still add parties.</summary>
public sealed record JoiningPaused : RoomEvent;

/// <summary>Guests can join again.</summary>
public sealed record JoiningResumed : RoomEvent;

/// <summary>The host tells everybody who waits something.</summary>
/// <param name="Text">The host's words, cleaned.</param>
/// <param name="Until">Until when it is shown.</param>
public sealed record Announced(string Text, DateTimeOffset Until) : RoomEvent;

/// <summary>An announcement is shown no more.</summary>
/// <param name="By">The host, or the timer when its time was over.</param>
public sealed record AnnouncementEnded(Actor By) : RoomEvent;

/// <summary>The host changed how the queue behaves. Promises that were made stay.</summary>
/// <param name="Options">All options as they are from now on.</param>
public sealed record SettingsChanged(WaitlistOptions Options) : RoomEvent;

/// <summary>A party at the door heard how long it would be and walked away. It never had a ticket.</summary>
/// <param name="Size">People.</param>
/// <param name="QuotedLowMs">Lower end of what it was told, in milliseconds.</param>
/// <param name="QuotedHighMs">Upper end of what it was told, in milliseconds.</param>
public sealed record PartyDeclined(int Size, long QuotedLowMs, long QuotedHighMs) : RoomEvent;

/// <summary>A host's device has a name from now on: <see cref="PersonalData.Name"/>.</summary>
public sealed record DeviceNamed : RoomEvent;

/// <summary>A host took back what they did to the queue as a whole: pausing, settings, an announcement.</summary>
/// <param name="Undone">The version at which that was done.</param>
public sealed record QueueReverted(long Undone) : RoomEvent;

/// <summary>A host took back that a party declined.</summary>
/// <param name="Undone">The version at which that was done.</param>
public sealed record DeclineReverted(long Undone) : RoomEvent;

/// <summary>Every live and ended party got a new place in the same order, so that there is room between any two.</summary>
public sealed record PlacesSpread : RoomEvent;
