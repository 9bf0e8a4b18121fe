using Queue.Core.Hours;
using Queue.Core.Waitlist;

namespace Queue.Core.Venues;

/// <summary>The queue of an evening.</summary>
public static class EveningQueue
{
    /// <summary>What opens the queue of an evening as the venue is now.</summary>
    /// <param name="venue">The venue.</param>
    /// <param name="evening">The evening.</param>
    /// <returns>The command.</returns>
    public static CreateWaitlist Of(VenueState venue, Evening evening)
    {
        ArgumentNullException.ThrowIfNull(venue);
        ArgumentNullException.ThrowIfNull(evening);
        var profile = venue.Profile;
        var clock = WallClock.Of(profile.Hours.TimeZone);
        return new CreateWaitlist
        {
            Id = VenueEvening.RoomOf(venue.Id, evening.Number),
            Code = venue.Code,
            Owner = venue.Owner,
            EventName = profile.Name,
            Location = profile.Location,
            ContactInfo = profile.ContactInfo,
            OpenTime = WallTime(clock, evening.OpensAt),
            CloseTime = WallTime(clock, evening.ClosesAt),
            OpensAt = evening.OpensAt,
            ClosesAt = evening.ClosesAt,
            LastCallAt = evening.LastCallAt,
            NextOpensAt = evening.NextOpensAt,
            Venue = new VenueEvening(venue.Id, evening.Number, evening.Plan),
            Model = venue.Model,
            Options = profile.Defaults with { TimeZone = profile.Hours.TimeZone },
        };
    }

    private static string WallTime(WallClock clock, DateTimeOffset instant) =>
        OpeningHours.Write(TimeOnly.FromDateTime(clock.Local(instant).DateTime));
}
