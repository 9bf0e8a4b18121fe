using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Queue.Core.Estimates;
using Queue.Core.Hours;
using Queue.Core.Rooms;
using Queue.Core.Waitlist;

namespace Queue.Core.Venues;

/// <summary>
/// A venue at one version: what stays from evening to evening. Each evening is a waitlist room of its own; the venue plans them one
/// after the other, and its code leads to the newest.
/// </summary>
public sealed record VenueState : RoomState
{
    /// <summary>The code that leads to tonight's queue, for good.</summary>
    public required RoomCode Code { get; init; }

    /// <summary>Whose it is.</summary>
    public required OwnerId Owner { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override OwnerId? OwnedBy => Owner;

    /// <summary>Its name in addresses (<see cref="VenueSlug"/>).</summary>
    public required string Slug { get; init; }

    /// <summary>What its evenings are like.</summary>
    public required VenueProfile Profile { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The newest evening; <see langword="null"/> before the first was planned.</summary>
    public Evening? Evening { get; init; }

    /// <summary>The evenings that were planned and whose end the venue has not heard of, oldest first.</summary>
    public ImmutableList<int> Unfolded { get; init; } = [];

    /// <summary>What it has learned about its waits; <see langword="null"/> before its first evening is over.</summary>
    public EstimateModel? Model { get; init; }

    /// <summary>Its devices, in the order in which they were paired.</summary>
    public ImmutableList<VenueDevice> Devices { get; init; } = [];

    /// <summary>The devices that were removed last, oldest first: who did what is still told by their names.</summary>
    public ImmutableList<VenueDevice> Removed { get; init; } = [];

    /// <summary>What unlocks a device; <see langword="null"/> when nothing does.</summary>
    public VenuePin? Pin { get; init; }

    /// <summary>The venue ended for good.</summary>
    public bool Ended { get; init; }

    /// <summary>Finds a device.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>The device, or <see langword="null"/> when it is not one of this venue, or not any more.</returns>
    public VenueDevice? FindDevice(ReadOnlySpan<char> id)
    {
        foreach (var device in Devices)
        {
            if (id.SequenceEqual(device.Id))
            {
                return device;
            }
        }

        return null;
    }

    /// <summary>The evening is planned and has not opened: it still follows the venue's profile.</summary>
    /// <param name="at">The instant.</param>
    /// <returns><see langword="true"/> while it is to come.</returns>
    public bool IsToCome(DateTimeOffset at) => Evening is { ClosedAt: null } evening && evening.OpensAt > at;
}

/// <summary>What the evenings of a venue are like.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Hours">When it is open.</param>
/// <param name="LastCallMinutes">How long before closing guests can join no more; 0 for until then.</param>
/// <param name="Defaults">How its queues behave.</param>
public sealed record VenueProfile(string Name, WeeklyHours Hours, int LastCallMinutes, WaitlistOptions Defaults)
{
    /// <summary>Where it is.</summary>
    public string? Location { get; init; }

    /// <summary>How to reach the host.</summary>
    public string? ContactInfo { get; init; }
}

/// <summary>One evening of a venue, as it is planned.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="OpensAt">When guests may join from.</param>
/// <param name="ClosesAt">When it closes.</param>
public sealed record Evening(int Number, DateTimeOffset OpensAt, DateTimeOffset ClosesAt)
{
    /// <summary>From when on guests join no more; <see langword="null"/> when they do until it closes.</summary>
    public DateTimeOffset? LastCallAt { get; init; }

    /// <summary>When the one after it opens, by the hours of when this one was planned.</summary>
    public DateTimeOffset? NextOpensAt { get; init; }

    /// <summary>When the evening before it was to close; none opens before that. <see langword="null"/> for the first.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>1, and one more for each time it was planned anew before it opened.</summary>
    public int Plan { get; init; } = 1;

    /// <summary>When it closed, once the venue knows.</summary>
    public DateTimeOffset? ClosedAt { get; init; }
}
