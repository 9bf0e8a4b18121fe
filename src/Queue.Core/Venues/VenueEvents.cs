using Queue.Core.Estimates;
using Queue.Core.Rooms;

namespace Queue.Core.Venues;

/// <summary>A venue was created: the opening event of its room.</summary>
/// <param name="Id">The room.</param>
/// <param name="Code">The code that leads to its evenings.</param>
/// <param name="Owner">Whose it is.</param>
/// <param name="Slug">Its name in addresses.</param>
/// <param name="Profile">What its evenings are like.</param>
public sealed record VenueCreated(RoomId Id, RoomCode Code, OwnerId Owner, string Slug, VenueProfile Profile) : RoomEvent;

/// <summary>What its evenings are like was changed.</summary>
/// <param name="Profile">From now on.</param>
/// <param name="Slug">Its name in addresses from now on.</param>
public sealed record VenueChanged(VenueProfile Profile, string Slug) : RoomEvent;

/// <summary>The next evening was planned; the code leads to it from now on.</summary>
/// <param name="Evening">The evening.</param>
public sealed record EveningPlanned(Evening Evening) : RoomEvent;

/// <summary>The evening that has not opened yet was planned anew.</summary>
/// <param name="Evening">The same evening as it is planned now.</param>
public sealed record EveningReplanned(Evening Evening) : RoomEvent;

/// <summary>An evening is over and counted.</summary>
/// <param name="Number">Which.</param>
/// <param name="ClosedAt">When it closed.</param>
public sealed record EveningFolded(int Number, DateTimeOffset ClosedAt) : RoomEvent
{
    /// <summary>What the venue knows of its waits from now on; <see langword="null"/> when the evening taught nothing.</summary>
    public EstimateModel? Model { get; init; }
}

/// <summary>A device was paired. Its name is in <see cref="RoomEvent.Personal"/>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Role">What it may do.</param>
public sealed record DevicePaired(string Id, VenueRole Role) : RoomEvent;

/// <summary>A device got a new token.</summary>
/// <param name="Id">Which.</param>
public sealed record DeviceRenewed(string Id) : RoomEvent;

/// <summary>A device was removed.</summary>
/// <param name="Id">Which.</param>
public sealed record DeviceRemoved(string Id) : RoomEvent;

/// <summary>What unlocks the venue's devices was set, or taken away.</summary>
/// <param name="Pin">From now on.</param>
public sealed record PinChanged(VenuePin? Pin) : RoomEvent;

/// <summary>The venue ended for good.</summary>
public sealed record VenueEnded : RoomEvent;
