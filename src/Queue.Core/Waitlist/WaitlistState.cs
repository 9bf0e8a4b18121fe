using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Queue.Core.Estimates;
using Queue.Core.Rooms;
using Queue.Core.Venues;

namespace Queue.Core.Waitlist;

/// <summary>A waitlist at one version: one evening of one queue.</summary>
public sealed record WaitlistState : RoomState
{
    /// <summary>The code that leads to it.</summary>
    public required RoomCode Code { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override RoomCode? Locator => Code;

    /// <summary>Whose it is; <see langword="null"/> when it was created without an API key.</summary>
    public OwnerId? Owner { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override OwnerId? OwnedBy => Owner;

    /// <summary>What the queue is called.</summary>
    public required string EventName { get; init; }

    /// <summary>Where it is, in the host's words.</summary>
    public string? Location { get; init; }

    /// <summary>How to reach the host, in the host's words.</summary>
    public string? ContactInfo { get; init; }

    /// <summary>Opening time of day as given, <c>HH:mm</c> in <see cref="WaitlistOptions.TimeZone"/>.</summary>
    public string? OpenTime { get; init; }

    /// <summary>Closing time of day as given, <c>HH:mm</c> in <see cref="WaitlistOptions.TimeZone"/>.</summary>
    public string? CloseTime { get; init; }

    /// <summary>How it behaves.</summary>
    public required WaitlistOptions Options { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When joining becomes possible; <see langword="null"/> when it was from the start.</summary>
    public DateTimeOffset? OpensAt { get; init; }

    /// <summary>When it closes by its hours; <see langword="null"/> when it has none.</summary>
    public DateTimeOffset? ClosesAt { get; init; }

    /// <summary>From when on guests join no more; <see langword="null"/> when they do until it closes.</summary>
    public DateTimeOffset? LastCallAt { get; init; }

    /// <summary>The evening of a venue that it is; <see langword="null"/> for a queue of its own.</summary>
    public VenueEvening? Venue { get; init; }

    /// <summary>When the venue's next evening opens, by what was planned with this one.</summary>
    public DateTimeOffset? NextOpensAt { get; init; }

    /// <summary>The last call has passed.</summary>
    public bool LastCalled { get; init; }

    /// <summary>Its opening time has come.</summary>
    public bool Opened { get; init; }

    /// <summary>Why it closed; <see langword="null"/> while it is open.</summary>
    public CloseReason? Closed { get; init; }

    /// <summary>When it closed.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Guests cannot join for now.</summary>
    public bool Paused { get; init; }

    /// <summary>What the host tells everybody who waits; <see langword="null"/> when nothing.</summary>
    public Announcement? Announcement { get; init; }

    /// <summary>The version at which pausing, options or announcement last changed.</summary>
    public long SettingsRev { get; init; }

    /// <summary>The names of the devices that hosts use, by id.</summary>
    public ImmutableSortedDictionary<string, string> Devices { get; init; } = NoDevices;

    /// <summary>What hosts may still undo.</summary>
    public UndoBook Undo { get; init; } = UndoBook.Empty;

    /// <summary>What waits are estimated from; <see langword="null"/> in a stored state of before there was that.</summary>
    public EveningWaits? Waits { get; init; }

    /// <summary>Parties that walked away at the door.</summary>
    public int Declined { get; init; }

    /// <summary>The last ticket number given; 0 before the first.</summary>
    public int LastTicket { get; init; }

    /// <summary>The live parties in order.</summary>
    public PartyList Parties { get; init; } = PartyList.Empty;

    /// <summary>The parties that have ended.</summary>
    public FinishedParties Finished { get; init; } = FinishedParties.Empty;

    private static ImmutableSortedDictionary<string, string> NoDevices { get; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}

/// <summary>What a host tells everybody who waits.</summary>
/// <param name="Text">The host's words.</param>
/// <param name="Until">Until when it is shown.</param>
public sealed record Announcement(string Text, DateTimeOffset Until);

/// <summary>Why a waitlist closed.</summary>
public enum CloseReason
{
    /// <summary>The host closed it.</summary>
    Host,

    /// <summary>Its closing time came.</summary>
    ClosingTime,

    /// <summary>It reached its longest lifetime.</summary>
    Lifetime,

    /// <summary>It was empty and untouched for too long.</summary>
    Idle,
}
