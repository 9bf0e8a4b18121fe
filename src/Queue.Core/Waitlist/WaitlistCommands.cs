using Queue.Core.Rooms;
using Queue.Core.Venues;

namespace Queue.Core.Waitlist;

/// <summary>Opens a waitlist. All values are validated and cleaned by the caller.</summary>
public sealed record CreateWaitlist : RoomCommand
{
    /// <summary>The new room's id.</summary>
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

    /// <summary>When joining becomes possible, when that is later than now.</summary>
    public DateTimeOffset? OpensAt { get; init; }

    /// <summary>When it closes by its hours.</summary>
    public DateTimeOffset? ClosesAt { get; init; }

    /// <summary>From when on guests join no more; <see langword="null"/> when they do until it closes.</summary>
    public DateTimeOffset? LastCallAt { get; init; }

    /// <summary>The evening of a venue that it is; <see langword="null"/> for a queue of its own.</summary>
    public VenueEvening? Venue { get; init; }

    /// <summary>When the venue's next evening opens.</summary>
    public DateTimeOffset? NextOpensAt { get; init; }

    /// <summary>How it behaves.</summary>
    public WaitlistOptions Options { get; init; } = new();

    /// <summary>Whose it is; <see langword="null"/> when it was created without an API key.</summary>
    public OwnerId? Owner { get; init; }
}

/// <summary>A command to an open waitlist.</summary>
public abstract record WaitlistCommand : RoomCommand
{
    private protected WaitlistCommand()
    {
    }
}

/// <summary>A party joins the end of the line.</summary>
/// <param name="Party">A new id.</param>
/// <param name="Name">The cleaned name, or <see langword="null"/>.</param>
/// <param name="Size">People, 1 or more.</param>
/// <param name="Source">How it came.</param>
public sealed record Join(PartyId Party, string? Name, int Size, PartySource Source) : WaitlistCommand;

/// <summary>A party says that it is close by. Saying it twice has no further effect.</summary>
/// <param name="Party">The party.</param>
public sealed record DeclareNearby(PartyId Party) : WaitlistCommand;

/// <summary>A party leaves by itself.</summary>
/// <param name="Party">The party.</param>
public sealed record Leave(PartyId Party) : WaitlistCommand;

/// <summary>
/// The host is done with the party being served and calls the next. The served party defaults to the current one, the next to the
/// first that waits.
/// </summary>
/// <param name="Served">The party the host believes to be served; refused when it is not.</param>
/// <param name="Next">The party to call; refused when it is not in the queue.</param>
public sealed record Advance(PartyId? Served, PartyId? Next) : WaitlistCommand;

/// <summary>
/// The host calls a party, in or out of order. A party whose call is open is called again, with a new deadline, when
/// <paramref name="Rev"/> says that the host saw that call.
/// </summary>
/// <param name="Party">The party.</param>
/// <param name="Rev">The party's version as the host saw it; <see langword="null"/> to call a waiting party in any case.</param>
public sealed record Call(PartyId Party, long? Rev) : WaitlistCommand;

/// <summary>The host seats a party, called or not.</summary>
/// <param name="Party">The party.</param>
/// <param name="Rev">The party's version as the host saw it; <see langword="null"/> to seat in any case.</param>
public sealed record Seat(PartyId Party, long? Rev) : WaitlistCommand;

/// <summary>The host says that a called party did not come.</summary>
/// <param name="Party">The party.</param>
/// <param name="Rev">The party's version as the host saw it; <see langword="null"/> for any.</param>
public sealed record MarkNoShow(PartyId Party, long? Rev) : WaitlistCommand;

/// <summary>
/// The host takes back a party's open call, or its end, however it ended: it waits again at its old place.
/// </summary>
/// <param name="Party">The party.</param>
/// <param name="Rev">The party's version as the host saw it; <see langword="null"/> to restore in any case.</param>
public sealed record Restore(PartyId Party, long? Rev) : WaitlistCommand;

/// <summary>The host removes a party.</summary>
/// <param name="Party">The party.</param>
public sealed record Kick(PartyId Party) : WaitlistCommand;

/// <summary>
/// The background tells how far an alert got. Internal, the only way back in from the background; outdated or repeated reports and
/// those about a party that has ended have no effect.
/// </summary>
/// <param name="Party">The party.</param>
/// <param name="State">How far it got.</param>
/// <param name="Call">The party's number of calls when the alert was made.</param>
public sealed record ReportDelivery(PartyId Party, PushState State, int Call) : WaitlistCommand;

/// <summary>
/// The venue planned this evening anew. Internal; without effect once a guest has joined, when the queue has closed, and when a plan as new
/// was followed before.
/// </summary>
/// <param name="Plan">The evening as it would be created now.</param>
public sealed record Reschedule(CreateWaitlist Plan) : WaitlistCommand;

/// <summary>The host closes the queue for good. Closing a closed queue has no further effect.</summary>
public sealed record Close : WaitlistCommand;
