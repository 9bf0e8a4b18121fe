using Queue.Core.Hours;
using Queue.Core.Rooms;
using Queue.Core.Tests.Rooms;
using Queue.Core.Venues;
using Queue.Core.Waitlist;

namespace Queue.Core.Tests.Venues;

/// <summary>A venue that the tests tell their stories with: 18:00 to 22:00 every day, last call fifteen minutes before.</summary>
internal static class VenueStories
{
    /// <summary>A Monday morning.</summary>
    public static readonly DateTimeOffset Morning = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static readonly RoomId Id = RoomId.From(new byte[32]);

    public static VenueProfile Profile => new("Trattoria", Weekly("UTC", Daily(18, 22)), 15, new WaitlistOptions());

    public static CreateVenue Create(VenueProfile? profile = null) =>
        new(Id, RoomCode.Parse("BCD234"), new OwnerId("own_1"), "trattoria", profile ?? Profile);

    public static WeeklyHours Weekly(string zone, params DayHours[] week) => new(zone, [.. week], []);

    public static DayHours[] Daily(int open, int close) =>
        [.. Enum.GetValues<DayOfWeek>().Select(day => new DayHours(day, new TimeOnly(open, 0), new TimeOnly(close, 0)))];

    public static DateTimeOffset At(int hour, int minute = 0, int day = 2) => new(2026, 3, day, hour, minute, 0, TimeSpan.Zero);

    /// <summary>A venue that was created on Monday morning and has planned its first evening.</summary>
    public static Spec Opened(VenueProfile? profile = null) =>
        Spec.Given(RoomLogic.Decide(null, Create(profile), null, Morning).State).When(new DeadlinePassed(), Morning);

    public static VenueState Venue(Spec spec) => Assert.IsType<VenueState>(spec.Room);

    public static Evening Evening(Spec spec) => Venue(spec).Evening ?? throw new InvalidOperationException("No evening is planned.");

    /// <summary>What opens the queue of an evening, as the server sends it.</summary>
    public static CreateWaitlist QueueOf(VenueState venue)
    {
        var evening = venue.Evening ?? throw new InvalidOperationException("No evening is planned.");
        return EveningQueue.Of(venue, evening);
    }
}
