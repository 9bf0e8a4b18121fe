using Queue.Core.Estimates;
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

    /// <summary>What its venue has learned about waits; <see langword="null"/> for nothing.</summary>
    public EstimateModel? Model { get; init; }

    /// <summary>When the venue's next evening opens.</summary>
    public DateTimeOffset? NextOpensAt { get; init; }

    /// <summary>How it behaves.</summary>
    public WaitlistOptions Options { get; init; } = new();

    /// <summary>Whose it is; <see langword="null"/> when it was created without an API key.</summary>
    public OwnerId? Owner { get; init; }
}
