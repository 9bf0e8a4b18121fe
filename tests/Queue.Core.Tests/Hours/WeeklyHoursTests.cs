using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Queue.Core.Hours;

namespace Queue.Core.Tests.Hours;

public sealed class WeeklyHoursTests
{
    private static readonly DayHours FridayNight = new(DayOfWeek.Friday, new TimeOnly(18, 0), new TimeOnly(2, 0));
    private static readonly DayHours SaturdayLunch = new(DayOfWeek.Saturday, new TimeOnly(12, 0), new TimeOnly(15, 0));
    private static readonly DayHours SaturdayNight = new(DayOfWeek.Saturday, new TimeOnly(18, 0), new TimeOnly(23, 0));

    [Fact]
    public void Before_the_hours_it_is_the_next_session() =>
        Expect("2026-03-02T10:00Z", null, "2026-03-06T18:00Z", "2026-03-07T02:00Z", FridayNight, SaturdayNight);

    [Fact]
    public void During_the_hours_it_is_the_one_that_runs_also_after_midnight() =>
        Expect("2026-03-07T01:59Z", null, "2026-03-06T18:00Z", "2026-03-07T02:00Z", FridayNight, SaturdayNight);

    [Fact]
    public void At_the_closing_instant_it_is_the_next_one() =>
        Expect("2026-03-07T02:00Z", null, "2026-03-07T18:00Z", "2026-03-07T23:00Z", FridayNight, SaturdayNight);

    [Fact]
    public void Several_sessions_a_day_come_in_order_however_they_are_listed() =>
        Expect("2026-03-07T02:00Z", null, "2026-03-07T12:00Z", "2026-03-07T15:00Z", SaturdayNight, FridayNight, SaturdayLunch);

    [Fact]
    public void A_session_that_began_before_the_last_one_was_over_is_passed_over() =>
        Expect("2026-03-07T13:00Z", "2026-03-07T15:00Z", "2026-03-07T18:00Z", "2026-03-07T23:00Z", SaturdayLunch, SaturdayNight);

    [Fact]
    public void Nothing_begins_on_a_closed_day_but_the_night_before_runs_on()
    {
        var hours = Week("UTC", FridayNight, SaturdayNight) with { ClosedDates = [new DateOnly(2026, 3, 7)] };
        Assert.Equal(Session("2026-03-06T18:00Z", "2026-03-07T02:00Z"), hours.Next(At("2026-03-07T01:00Z"), null));
        Assert.Equal(Session("2026-03-13T18:00Z", "2026-03-14T02:00Z"), hours.Next(At("2026-03-07T02:00Z"), null));
    }

    [Fact]
    public void A_year_of_closed_Fridays_leaves_the_Friday_after_it()
    {
        var closed = Enumerable.Range(0, 52).Select(week => new DateOnly(2026, 3, 6).AddDays(7 * week));
        var hours = Week("UTC", FridayNight) with { ClosedDates = [.. closed] };
        Assert.Equal(At("2027-03-05T18:00Z"), hours.Next(At("2026-03-01T00:00Z"), null)?.OpensAt);
    }

    [Fact]
    public void A_week_without_hours_has_no_session() => Assert.Null(Week("UTC").Next(At("2026-03-01T00:00Z"), null));

    [Fact]
    public void A_session_that_lies_in_the_gap_of_spring_does_not_take_place()
    {
        var hours = Week("Europe/Berlin", new DayHours(DayOfWeek.Sunday, new TimeOnly(2, 10), new TimeOnly(2, 50)));
        Assert.Equal(At("2026-04-05T00:10Z"), hours.Next(At("2026-03-29T00:00Z"), null)?.OpensAt);
    }

    // Berlin and New York go forward in spring of the north; Auckland goes back in April, its autumn.
    [Theory]
    [InlineData("Europe/Berlin", "2026-03-28T12:00Z", "2026-03-28T17:00Z", "2026-03-29T16:00Z", "2026-03-30T16:00Z")]
    [InlineData("Europe/Berlin", "2026-10-24T12:00Z", "2026-10-24T16:00Z", "2026-10-25T17:00Z", "2026-10-26T17:00Z")]
    [InlineData("America/New_York", "2026-03-07T12:00Z", "2026-03-07T23:00Z", "2026-03-08T22:00Z", "2026-03-09T22:00Z")]
    [InlineData("America/New_York", "2026-10-31T12:00Z", "2026-10-31T22:00Z", "2026-11-01T23:00Z", "2026-11-02T23:00Z")]
    [InlineData("Pacific/Auckland", "2026-04-04T00:00Z", "2026-04-04T05:00Z", "2026-04-05T06:00Z", "2026-04-06T06:00Z")]
    [InlineData("Pacific/Auckland", "2026-09-26T00:00Z", "2026-09-26T06:00Z", "2026-09-27T05:00Z", "2026-09-28T05:00Z")]
    public void Over_a_clock_change_it_opens_at_the_same_time_of_the_wall(string zone, string now, params string[] opens)
    {
        var hours = Week(zone, [.. Enum.GetValues<DayOfWeek>().Select(day => new DayHours(day, new TimeOnly(18, 0), new TimeOnly(23, 0)))]);
        var at = At(now);
        foreach (var expected in opens)
        {
            var session = hours.Next(at, null) ?? throw new InvalidOperationException("There is one every day.");
            Assert.Equal(At(expected), session.OpensAt);
            at = session.ClosesAt;
        }
    }

    [Theory]
    [InlineData(false, "mon 10:00-12:00", "mon 12:00-14:00")]
    [InlineData(true, "mon 10:00-12:01", "mon 12:00-14:00")]
    [InlineData(true, "mon 10:00-14:00", "mon 11:00-12:00")]
    [InlineData(true, "mon 10:00-12:00", "mon 10:00-12:00")]
    [InlineData(false, "mon 20:00-02:00", "tue 02:00-10:00")]
    [InlineData(true, "mon 20:00-02:00", "tue 01:59-10:00")]
    [InlineData(true, "sat 20:00-02:00", "sun 01:00-10:00")]
    [InlineData(false, "sat 20:00-02:00", "sun 02:00-10:00")]
    [InlineData(false, "mon 00:00-00:00", "tue 00:00-00:00")]
    public void Hours_overlap_when_they_share_a_minute_also_over_the_end_of_the_week(bool overlap, params string[] hours) =>
        Assert.Equal(overlap, WeeklyHours.Overlap([.. hours.Select(Parse)]));

    [Fact]
    public void Sessions_follow_each_other_without_overlap_whatever_the_week_and_the_zone()
    {
        var span = from start in Gen.Choose(0, 2015) from length in Gen.Choose(1, 120) select (Start: start, Length: length);
        var weeks = from spans in span.ListOf() from zone in Gen.Elements("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC") select (spans, zone);
        Prop.ForAll(weeks.ToArbitrary(), week =>
        {
            var chosen = week.spans.Select(Of).Aggregate(
                new List<DayHours>(), (kept, hours) => WeeklyHours.Overlap([.. kept, hours]) ? kept : [.. kept, hours]);
            var hours = Week(week.zone, [.. chosen]);
            var at = At("2026-03-20T00:00Z");
            for (var i = 0; i < 40 && hours.Next(at, at) is { } session; i++)
            {
                Assert.True(session.OpensAt >= at && session.ClosesAt > session.OpensAt);
                Assert.Equal(session, hours.Next(session.OpensAt, null));
                at = session.ClosesAt;
            }
        }).QuickCheckThrowOnFailure();
    }

    // A span in steps of five minutes from the beginning of the week.
    private static DayHours Of((int Start, int Length) span)
    {
        var (day, minute) = Math.DivRem(span.Start * 5, 24 * 60);
        return new DayHours((DayOfWeek)day, new TimeOnly(minute / 60, minute % 60), new TimeOnly(minute / 60, minute % 60).AddMinutes(span.Length * 5));
    }

    private static DayHours Parse(string text)
    {
        var day = Enum.GetValues<DayOfWeek>().Single(day => day.ToString().StartsWith(text[..3], StringComparison.OrdinalIgnoreCase));
        return OpeningHours.TryParse(text[4..9], out var open) && OpeningHours.TryParse(text[10..], out var close)
            ? new DayHours(day, open, close)
            : throw new FormatException(text);
    }

    private static void Expect(string at, string? notBefore, string opens, string closes, params DayHours[] week) =>
        Assert.Equal(Session(opens, closes), Week("UTC", week).Next(At(at), notBefore is null ? null : At(notBefore)));

    private static WeeklyHours Week(string zone, params DayHours[] week) => new(zone, [.. week], []);

    private static Session Session(string opens, string closes) => new(At(opens), At(closes));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
