using System.Collections.Immutable;
using Queue.Core.Estimates;
using Queue.Core.Hours;
using Queue.Core.Rooms;
using Queue.Core.Waitlist;

namespace Queue.Core.Venues;

/// <summary>Opens a venue's room. All values are validated and cleaned by the caller.</summary>
/// <param name="Id">The new room's id.</param>
/// <param name="Code">The code that leads to its evenings.</param>
/// <param name="Owner">Whose it is.</param>
/// <param name="Slug">Its name in addresses.</param>
/// <param name="Profile">What its evenings are like.</param>
public sealed record CreateVenue(RoomId Id, RoomCode Code, OwnerId Owner, string Slug, VenueProfile Profile) : RoomCommand;

/// <summary>A command to a venue.</summary>
public abstract record VenueCommand : RoomCommand
{
    private protected VenueCommand()
    {
    }

    /// <summary>The id of the manager's device that asks; <see langword="null"/> when the owner does, or the venue itself.</summary>
    public string? Device { get; init; }
}

/// <summary>
/// Changes what its evenings are like, from the next one on that has not opened. What is absent stays as it is when the command's turn
/// comes.
/// </summary>
public sealed record ChangeVenue : VenueCommand
{
    /// <summary>The new name.</summary>
    public string? Name { get; init; }

    /// <summary>The new name in addresses, which the caller has claimed.</summary>
    public string? Slug { get; init; }

    /// <summary>Where it is; empty for nothing to say.</summary>
    public string? Location { get; init; }

    /// <summary>How to reach the host; empty for nothing to say.</summary>
    public string? ContactInfo { get; init; }

    /// <summary>The new time zone.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The new hours.</summary>
    public ImmutableList<DayHours>? Week { get; init; }

    /// <summary>The new closed days.</summary>
    public ImmutableList<DateOnly>? ClosedDates { get; init; }

    /// <summary>How long before closing guests can join no more.</summary>
    public int? LastCallMinutes { get; init; }

    /// <summary>How its queues behave.</summary>
    public WaitlistOptions? Defaults { get; init; }

    /// <summary>The profile after the change.</summary>
    /// <param name="profile">The profile before it.</param>
    /// <returns>The same where nothing is to change.</returns>
    public VenueProfile ApplyTo(VenueProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        var hours = profile.Hours;
        var zone = TimeZone ?? hours.TimeZone;
        return new VenueProfile(
            Name ?? profile.Name,
            new WeeklyHours(zone, Week ?? hours.Week, ClosedDates ?? hours.ClosedDates),
            LastCallMinutes ?? profile.LastCallMinutes,
            (Defaults ?? profile.Defaults) with { TimeZone = zone })
        {
            Location = Said(Location, profile.Location),
            ContactInfo = Said(ContactInfo, profile.ContactInfo),
        };
    }

    private static string? Said(string? asked, string? now) => asked is null ? now : asked.Length == 0 ? null : asked;
}

/// <summary>The venue hears that an evening is over, and learns from it. Only the first time counts.</summary>
/// <param name="Number">Which.</param>
/// <param name="ClosedAt">When it closed.</param>
/// <param name="Waits">How long its parties waited; <see langword="null"/> when that is not known.</param>
public sealed record FoldEvening(int Number, DateTimeOffset ClosedAt, EveningWaits? Waits = null) : VenueCommand;

/// <summary>A device becomes one of the venue's.</summary>
/// <param name="Id">A new id.</param>
/// <param name="Role">What it may do.</param>
/// <param name="Name">Its cleaned name.</param>
public sealed record PairDevice(string Id, VenueRole Role, string Name) : VenueCommand;

/// <summary>A device gets a new token.</summary>
/// <param name="Id">Which.</param>
public sealed record RenewDevice(string Id) : VenueCommand;

/// <summary>A device is one of the venue's no more. One that is not there is no error.</summary>
/// <param name="Id">Which.</param>
public sealed record RemoveDevice(string Id) : VenueCommand;

/// <summary>Sets what unlocks the venue's devices.</summary>
/// <param name="Pin">The new one; <see langword="null"/> for none.</param>
public sealed record SetPin(VenuePin? Pin) : VenueCommand;

/// <summary>Ends the venue for good. Ending it again has no further effect.</summary>
public sealed record EndVenue : VenueCommand;
