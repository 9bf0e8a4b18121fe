using System.Globalization;
using Queue.Core.Hours;

namespace Queue.Core.Tests.Hours;

public sealed class OpeningHoursTests
{
    [Theory]
    [InlineData("00:00")]
    [InlineData("09:05")]
    [InlineData("23:59")]
    public void A_time_of_day_is_two_digits_twice(string text)
    {
        Assert.True(OpeningHours.TryParse(text, out var time));
        Assert.Equal(text, time.ToString("HH:mm", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("9:05")]
    [InlineData("24:00")]
    [InlineData("12:60")]
    [InlineData(" 12:00")]
    [InlineData("12:00 ")]
    [InlineData("12:00:00")]
    [InlineData("12.00")]
    [InlineData("-1:00")]
    [InlineData("١٢:٠٠")]
    [InlineData("noon")]
    public void Anything_else_is_no_time_of_day(string? text) => Assert.False(OpeningHours.TryParse(text, out _));

    [Fact]
    public void Without_hours_it_is_open_and_stays_so() => Expect(null, null, "UTC", "2026-03-02T10:00Z", null, null);

    [Fact]
    public void Before_opening_it_opens_today() =>
        Expect("18:00", "22:00", "UTC", "2026-03-02T10:00Z", "2026-03-02T18:00Z", "2026-03-02T22:00Z");

    [Fact]
    public void During_the_hours_it_is_open() => Expect("18:00", "22:00", "UTC", "2026-03-02T19:00Z", null, "2026-03-02T22:00Z");

    [Fact]
    public void At_the_opening_instant_it_is_open() =>
        Expect("18:00", "22:00", "UTC", "2026-03-02T18:00Z", null, "2026-03-02T22:00Z");

    [Fact]
    public void At_the_closing_instant_it_is_tomorrows_turn() =>
        Expect("18:00", "22:00", "UTC", "2026-03-02T22:00Z", "2026-03-03T18:00Z", "2026-03-03T22:00Z");

    [Fact]
    public void Only_an_opening_time_in_the_morning_opens_later() =>
        Expect("18:00", null, "UTC", "2026-03-02T10:00Z", "2026-03-02T18:00Z", null);

    [Fact]
    public void Only_an_opening_time_that_has_passed_is_open() => Expect("18:00", null, "UTC", "2026-03-02T19:00Z", null, null);

    [Fact]
    public void Only_a_closing_time_is_open_until_then() => Expect(null, "22:00", "UTC", "2026-03-02T10:00Z", null, "2026-03-02T22:00Z");

    [Fact]
    public void Only_a_closing_time_that_has_passed_means_tomorrows() =>
        Expect(null, "02:00", "UTC", "2026-03-02T23:00Z", null, "2026-03-03T02:00Z");

    [Fact]
    public void Hours_across_midnight_run_before_midnight() =>
        Expect("18:00", "02:00", "UTC", "2026-03-02T23:00Z", null, "2026-03-03T02:00Z");

    [Fact]
    public void Hours_across_midnight_run_after_midnight() =>
        Expect("18:00", "02:00", "UTC", "2026-03-03T01:59Z", null, "2026-03-03T02:00Z");

    [Fact]
    public void Hours_across_midnight_are_over_in_the_morning() =>
        Expect("18:00", "02:00", "UTC", "2026-03-03T02:00Z", "2026-03-03T18:00Z", "2026-03-04T02:00Z");

    [Fact]
    public void Closing_at_midnight_is_the_midnight_after() =>
        Expect("18:00", "00:00", "UTC", "2026-03-02T23:59Z", null, "2026-03-03T00:00Z");

    [Fact]
    public void Opening_and_closing_at_the_same_time_is_a_whole_day() =>
        Expect("18:00", "18:00", "UTC", "2026-03-02T10:00Z", null, "2026-03-02T18:00Z");

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-02T10:00Z", "2026-03-02T17:00Z", "2026-03-02T21:00Z")]
    [InlineData("America/New_York", "2026-03-02T10:00Z", "2026-03-02T23:00Z", "2026-03-03T03:00Z")]
    [InlineData("Asia/Kolkata", "2026-03-02T10:00Z", "2026-03-02T12:30Z", "2026-03-02T16:30Z")]
    public void Hours_are_those_of_the_venues_wall(string zone, string now, string opens, string closes) =>
        Expect("18:00", "22:00", zone, now, opens, closes);

    [Fact]
    public void The_venues_day_counts_and_not_the_day_in_Greenwich() =>
        Expect("18:00", "22:00", "America/New_York", "2026-03-03T02:00Z", null, "2026-03-03T03:00Z");

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-28T12:00Z", "2026-03-28T17:00Z", "2026-03-29T02:00Z")]
    [InlineData("America/New_York", "2026-03-07T12:00Z", "2026-03-07T23:00Z", "2026-03-08T08:00Z")]
    public void A_night_of_spring_is_an_hour_shorter(string zone, string now, string opens, string closes) =>
        Expect("18:00", "04:00", zone, now, opens, closes);

    [Theory]
    [InlineData("Europe/Berlin", "2026-10-24T12:00Z", "2026-10-24T16:00Z", "2026-10-25T03:00Z")]
    [InlineData("America/New_York", "2026-10-31T12:00Z", "2026-10-31T22:00Z", "2026-11-01T09:00Z")]
    public void A_night_of_autumn_is_an_hour_longer(string zone, string now, string opens, string closes) =>
        Expect("18:00", "04:00", zone, now, opens, closes);

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-28T20:00Z", "2026-03-29T01:00Z")]
    [InlineData("America/New_York", "2026-03-08T02:00Z", "2026-03-08T07:00Z")]
    public void A_closing_time_that_spring_skips_is_the_first_after_the_gap(string zone, string now, string closes) =>
        Expect("18:00", "02:30", zone, now, null, closes);

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29T00:00Z", "2026-03-29T01:00Z", "2026-03-29T04:00Z")]
    [InlineData("America/New_York", "2026-03-08T06:30Z", "2026-03-08T07:00Z", "2026-03-08T10:00Z")]
    public void An_opening_time_that_spring_skips_is_the_first_after_the_gap(string zone, string now, string opens, string closes) =>
        Expect("02:30", "06:00", zone, now, opens, closes);

    [Theory]
    [InlineData("Europe/Berlin", "02:30", "2026-10-24T20:00Z", "2026-10-25T01:30Z")]
    [InlineData("America/New_York", "01:30", "2026-11-01T02:00Z", "2026-11-01T06:30Z")]
    public void A_closing_time_that_autumn_repeats_is_the_second_one(string zone, string close, string now, string closes) =>
        Expect("18:00", close, zone, now, null, closes);

    [Fact]
    public void Every_hour_of_a_year_lies_before_the_closing_it_resolves_to()
    {
        var clock = WallClock.Of("Europe/Berlin");
        for (var now = Instant("2026-01-01T00:00Z"); now < Instant("2027-01-01T00:00Z"); now += TimeSpan.FromHours(1))
        {
            var (opens, closes) = OpeningHours.Resolve(new TimeOnly(18, 0), new TimeOnly(2, 30), clock, now);
            Assert.True(closes > now && closes - now < TimeSpan.FromHours(26), $"{now}: {closes}");
            Assert.True(opens is null || (opens > now && opens < closes), $"{now}: {opens}");
        }
    }

    private static void Expect(string? open, string? close, string zone, string now, string? opensAt, string? closesAt)
    {
        var resolved = OpeningHours.Resolve(Time(open), Time(close), WallClock.Of(zone), Instant(now));
        Assert.Equal((Maybe(opensAt), Maybe(closesAt)), resolved);
    }

    private static DateTimeOffset? Maybe(string? text) => text is null ? null : Instant(text);

    private static TimeOnly? Time(string? text) => OpeningHours.TryParse(text, out var time) ? time : null;

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
