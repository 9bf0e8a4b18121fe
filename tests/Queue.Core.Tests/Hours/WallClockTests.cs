using System.Globalization;
using Queue.Core.Hours;

namespace Queue.Core.Tests.Hours;

public sealed class WallClockTests
{
    [Theory]
    [InlineData("Europe/Berlin", true)]
    [InlineData("UTC", true)]
    [InlineData("Europe/Atlantis", false)]
    [InlineData("W. Europe Standard Time", false)]
    [InlineData("europe/berlin", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_zone_is_found_by_its_IANA_name_alone(string? name, bool found) => Assert.Equal(found, WallClock.TryFind(name, out _));

    [Fact]
    public void A_zone_that_there_is_not_is_a_bug_of_the_caller() => Assert.Throws<ArgumentException>(() => WallClock.Of("Europe/Atlantis"));

    // The southern hemisphere changes its clocks the other way round: Sydney skips an hour in October and repeats one in April.
    [Theory]
    [InlineData("Australia/Sydney", "2026-10-04", "02:30", "2026-10-03T16:00Z")]
    [InlineData("Australia/Sydney", "2026-04-05", "02:30", "2026-04-04T16:30Z")]
    [InlineData("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:30Z")]
    [InlineData("America/Santiago", "2026-09-06", "00:30", "2026-09-06T04:00Z")]
    [InlineData("Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T01:00Z")]
    [InlineData("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T01:30Z")]
    public void A_skipped_time_is_the_first_after_the_gap_and_a_repeated_one_the_second(string zone, string day, string time, string expected) =>
        Assert.Equal(
            DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture),
            WallClock.Of(zone).InstantOf(DateOnly.Parse(day, CultureInfo.InvariantCulture), TimeOnly.Parse(time, CultureInfo.InvariantCulture)));

    [Fact]
    public void A_later_time_of_the_wall_is_never_an_earlier_instant()
    {
        foreach (var zone in new[] { "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca" })
        {
            var clock = WallClock.Of(zone);
            var before = DateTimeOffset.MinValue;
            for (var wall = new DateTime(2026, 1, 1); wall.Year == 2026; wall = wall.AddMinutes(15))
            {
                var instant = clock.InstantOf(DateOnly.FromDateTime(wall), TimeOnly.FromDateTime(wall));
                Assert.True(instant >= before, $"{zone} {wall}");
                before = instant;
            }
        }
    }

    [Fact]
    public void The_wall_shows_what_was_asked_for_where_no_clock_changes()
    {
        var clock = WallClock.Of("Asia/Kolkata");
        var instant = clock.InstantOf(new DateOnly(2026, 3, 6), new TimeOnly(1, 15));
        Assert.Equal((new DateOnly(2026, 3, 6), "01:15 +05:30"), (clock.DayOf(instant), clock.Local(instant).ToString("HH:mm zzz", CultureInfo.InvariantCulture)));
    }
}
