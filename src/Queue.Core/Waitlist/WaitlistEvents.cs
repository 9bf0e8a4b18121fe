using System.Diagnostics;
using System.Text.Json.Serialization;
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

/// <summary>A party joined the end of the line. Its name is in <see cref="RoomEvent.Personal"/>.</summary>
/// <param name="Party">Its id.</param>
/// <param name="Ticket">Its number.</param>
/// <param name="Size">People.</param>
/// <param name="Source">How it came.</param>
/// <param name="QuotedLowMs">Lower end of the promised wait, in milliseconds.</param>
/// <param name="QuotedHighMs">Upper end of the promised wait, in milliseconds.</param>
public sealed record PartyJoined(
    PartyId Party, int Ticket, int Size, PartySource Source, long QuotedLowMs, long QuotedHighMs) : RoomEvent;

/// <summary>A party said that it is close by.</summary>
/// <param name="Party">The party.</param>
public sealed record PartyDeclaredNearby(PartyId Party) : RoomEvent;

/// <summary>A party was called, or called again while its call was open.</summary>
/// <param name="Party">The party.</param>
/// <param name="Deadline">Until when it may come.</param>
/// <param name="By">The host, or the timer when the call before it ran out.</param>
public sealed record PartyCalled(PartyId Party, DateTimeOffset Deadline, Actor By) : RoomEvent;

/// <summary>An open call was taken back; the party waits again at its place.</summary>
/// <param name="Party">The party.</param>
/// <param name="CallVersion">The room's version at the call, as in <see cref="PartyCall.Version"/>.</param>
/// <param name="By">The host.</param>
public sealed record CallTakenBack(PartyId Party, long CallVersion, Actor By) : RoomEvent;

/// <summary>An open call got more time because the service had been away.</summary>
/// <param name="Party">The party.</param>
/// <param name="Deadline">The new deadline, later than the old one.</param>
public sealed record CallExtended(PartyId Party, DateTimeOffset Deadline) : RoomEvent;

/// <summary>It became known how far an alert to a party got. Not a change of the party: its row may still be acted on.</summary>
/// <param name="Party">The party.</param>
/// <param name="State">How far it got.</param>
/// <param name="Call">The party's number of calls when the alert was made.</param>
public sealed record DeliveryReported(PartyId Party, PushState State, int Call) : RoomEvent;

/// <summary>A party ended; the derived type says how. Until a <see cref="PartyRestored"/> takes it back.</summary>
/// <param name="Party">The party.</param>
/// <param name="By">Who ended it.</param>
public abstract record PartyFinished(PartyId Party, Actor By) : RoomEvent
{
    /// <summary>The reason that the party's own view shows.</summary>
    [JsonIgnore]
    public FinishReason Reason => this switch
    {
        PartySeated => FinishReason.Served,
        PartyLeft => FinishReason.Left,
        PartyKicked => FinishReason.Kicked,
        PartyMarkedNoShow => FinishReason.NoShow,
        PartyClosed => FinishReason.Closed,
        _ => throw new UnreachableException(),
    };

    /// <summary>The same as an action on the party.</summary>
    [JsonIgnore]
    public PartyAction Action => Reason switch
    {
        FinishReason.Served => PartyAction.Seated,
        FinishReason.Left => PartyAction.Left,
        FinishReason.Kicked => PartyAction.Kicked,
        FinishReason.NoShow => PartyAction.NoShow,
        FinishReason.Closed => PartyAction.Closed,
    };
}

/// <summary>A party that had ended waits again at its old place; its end counts no more.</summary>
/// <param name="Party">The party.</param>
/// <param name="By">The host.</param>
public sealed record PartyRestored(PartyId Party, Actor By) : RoomEvent;

/// <summary>A party was seated or served.</summary>
/// <param name="Party">The party.</param>
/// <param name="By">The host.</param>
public sealed record PartySeated(PartyId Party, Actor By) : PartyFinished(Party, By);

/// <summary>A party left by itself.</summary>
/// <param name="Party">The party.</param>
/// <param name="By">The guest.</param>
public sealed record PartyLeft(PartyId Party, Actor By) : PartyFinished(Party, By);

/// <summary>The host removed a party.</summary>
/// <param name="Party">The party.</param>
/// <param name="By">The host.</param>
public sealed record PartyKicked(PartyId Party, Actor By) : PartyFinished(Party, By);

/// <summary>A called party did not come.</summary>
/// <param name="Party">The party.</param>
/// <param name="By">The host, or the timer when the call ran out.</param>
public sealed record PartyMarkedNoShow(PartyId Party, Actor By) : PartyFinished(Party, By);

/// <summary>A party was still live when the waitlist closed.</summary>
/// <param name="Party">The party.</param>
/// <param name="By">Who closed the waitlist.</param>
public sealed record PartyClosed(PartyId Party, Actor By) : PartyFinished(Party, By);
