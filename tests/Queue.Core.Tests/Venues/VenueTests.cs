using Queue.Core.Hours;
using Queue.Core.Rooms;
using Queue.Core.Venues;
using static Queue.Core.Tests.Venues.VenueStories;

namespace Queue.Core.Tests.Venues;

public sealed class VenueTests
{
    [Fact]
    public void A_new_venue_plans_its_first_evening_at_once()
    {
        var first = new Evening(1, At(18), At(22)) { LastCallAt = At(21, 45), NextOpensAt = At(18, day: 3) };
        Opened().Then(new EveningPlanned(first) { At = Morning });
    }

    [Fact]
    public void A_venue_that_is_created_during_its_hours_is_open_now() =>
        Assert.Equal(At(8), Evening(Opened(Profile with { Hours = Weekly("UTC", Daily(8, 10)) })).OpensAt);

    [Fact]
    public void A_venue_without_hours_plans_nothing_and_waits_for_nothing()
    {
        var spec = Opened(Profile with { Hours = Weekly("UTC") });
        spec.Then();
        Assert.Null(RoomLogic.NextDeadline(spec.Room));
    }

    [Fact]
    public void The_next_evening_is_planned_an_hour_after_closing()
    {
        Opened().When(new DeadlinePassed(), At(22, 59)).Then();
        var next = Evening(Opened().When(new DeadlinePassed(), At(23)));
        Assert.Equal((2, At(18, day: 3), At(22)), (next.Number, next.OpensAt, next.NotBefore));
    }

    [Theory]
    [InlineData(22, 30, 22, 15)]
    [InlineData(22, 10, 22, 0)]
    [InlineData(22, 0, 22, 0)]
    [InlineData(23, 30, 23, 0)]
    public void The_next_evening_is_there_a_quarter_of_an_hour_before_it_opens_but_never_before_the_last_one_closes(
        int hour, int minute, int plannedHour, int plannedMinute)
    {
        DayHours late = new(DayOfWeek.Monday, new TimeOnly(hour, minute), new TimeOnly(23, 45));
        var spec = Opened(Profile with { Hours = Weekly("UTC", [.. Daily(18, 22), late]) });
        Assert.Equal(At(plannedHour, plannedMinute), RoomLogic.NextDeadline(spec.Room));
        Assert.Equal(At(hour, minute), Evening(spec.When(new DeadlinePassed(), At(plannedHour, plannedMinute))).OpensAt);
    }

    [Fact]
    public void An_evening_that_the_host_closed_early_makes_way_an_hour_later_and_does_not_open_again()
    {
        var spec = Opened().When(new FoldEvening(1, At(19)), At(19));
        Assert.Equal(At(20), RoomLogic.NextDeadline(spec.Room));
        Assert.Equal(At(18, day: 3), Evening(spec.When(new DeadlinePassed(), At(20))).OpensAt);
    }

    [Fact]
    public void A_server_that_was_away_for_days_plans_what_is_on_now_and_none_of_what_was_missed()
    {
        var next = Evening(Opened().When(new DeadlinePassed(), At(19, day: 5)));
        Assert.Equal((2, At(18, day: 5)), (next.Number, next.OpensAt));
    }

    [Fact]
    public void An_evening_is_folded_once()
    {
        var folded = Opened().When(new FoldEvening(1, At(22)), At(22));
        folded.Then(new EveningFolded(1, At(22)) { At = At(22) });
        Assert.Empty(Venue(folded).Unfolded);
        folded.When(new FoldEvening(1, At(22)), At(22, 1)).Then();
    }

    [Fact]
    public void An_evening_that_was_never_planned_is_not_folded() => Opened().When(new FoldEvening(7, At(22)), At(22)).Then();

    [Fact]
    public void An_old_evening_that_is_folded_late_leaves_the_new_one_as_it_is()
    {
        var spec = Opened().When(new DeadlinePassed(), At(23)).When(new FoldEvening(1, At(22)), At(9, day: 3));
        Assert.Equal((2, (DateTimeOffset?)null), (Evening(spec).Number, Evening(spec).ClosedAt));
        Assert.Equal([2], Venue(spec).Unfolded);
    }

    [Fact]
    public void New_hours_move_the_evening_that_has_not_opened()
    {
        var spec = Opened().When(new ChangeVenue { Week = [.. Daily(19, 23)] }, At(12));
        Assert.Equal((1, 2, At(19), At(23)), (Evening(spec).Number, Evening(spec).Plan, Evening(spec).OpensAt, Evening(spec).ClosesAt));
    }

    [Fact]
    public void New_hours_can_open_the_evening_that_has_not_opened_now()
    {
        var spec = Opened().When(new ChangeVenue { Week = [.. Daily(11, 23)] }, At(12));
        Assert.Equal(At(11), Evening(spec).OpensAt);
    }

    [Fact]
    public void New_hours_leave_the_evening_that_runs_and_move_the_next_one()
    {
        var spec = Opened().When(new ChangeVenue { Week = [.. Daily(12, 14)] }, At(19));
        Assert.Equal(At(22), Evening(spec).ClosesAt);
        Assert.Equal(At(12, day: 3), Evening(spec.When(new DeadlinePassed(), At(23))).OpensAt);
    }

    [Fact]
    public void New_hours_never_begin_within_the_evening_before()
    {
        var closed = Opened().When(new FoldEvening(1, At(19)), At(19)).When(new DeadlinePassed(), At(20));
        var spec = closed.When(new ChangeVenue { Week = [.. Daily(17, 23)] }, At(20, 30));
        Assert.Equal(At(17, day: 3), Evening(spec).OpensAt);
    }

    [Fact]
    public void A_day_that_is_closed_moves_the_evening_to_the_next_day() => Assert.Equal(
        At(18, day: 3), Evening(Opened().When(new ChangeVenue { ClosedDates = [new DateOnly(2026, 3, 2)] }, At(12))).OpensAt);

    [Fact]
    public void What_a_change_leaves_out_stays()
    {
        var before = Opened(Profile with { Location = "Main St 1", ContactInfo = "555" });
        var profile = Venue(before.When(new ChangeVenue { Name = "Osteria", ContactInfo = "" }, At(12))).Profile;
        Assert.Equal(("Osteria", "Main St 1", null, 15), (profile.Name, profile.Location, profile.ContactInfo, profile.LastCallMinutes));
        Assert.Equal("trattoria", Venue(before).Slug);
    }

    [Fact]
    public void A_change_of_nothing_stores_nothing() => Opened().When(new ChangeVenue(), At(12)).Then();

    [Fact]
    public void The_time_zone_of_the_venue_is_that_of_its_queues()
    {
        var spec = Opened().When(new ChangeVenue { TimeZone = "Asia/Tokyo" }, At(12));
        Assert.Equal(("Asia/Tokyo", "18:00"), (QueueOf(Venue(spec)).Options.TimeZone, QueueOf(Venue(spec)).OpenTime));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(240)]
    [InlineData(600)]
    public void Without_time_for_it_there_is_no_last_call(int minutes) =>
        Assert.Null(Evening(Opened(Profile with { LastCallMinutes = minutes })).LastCallAt);

    [Fact]
    public void A_venue_that_ended_does_nothing_more()
    {
        var ended = Opened().When(new EndVenue(), At(12));
        Assert.Null(RoomLogic.NextDeadline(ended.Room));
        ended.When(new EndVenue(), At(13)).Then();
        ended.When(new FoldEvening(1, At(13)), At(13)).Then();
        ended.When(new ChangeVenue { Name = "X" }, At(13)).ThenRejected("venue_ended");
    }

    [Fact]
    public void A_device_is_one_of_the_venues_until_it_is_removed()
    {
        var paired = Opened().When(new PairDevice("d1", VenueRole.Host, "Bar") { Device = "d0" }, At(10));
        paired.Then(new DevicePaired("d1", VenueRole.Host) { At = At(10), Device = "d0", Personal = new PersonalData("Bar") });
        Assert.Equal(new VenueDevice("d1", VenueRole.Host, "Bar", At(10), At(10)), Venue(paired).FindDevice("d1"));

        var removed = paired.When(new RemoveDevice("d1"), At(11));
        removed.Then(new DeviceRemoved("d1") { At = At(11) });
        Assert.Null(Venue(removed).FindDevice("d1"));
        removed.When(new RenewDevice("d1"), At(12)).ThenRejected("device_removed");
        removed.When(new RemoveDevice("d1"), At(12)).Then();
    }

    [Fact]
    public void Renewals_within_an_hour_are_noted_once()
    {
        var paired = Opened().When(new PairDevice("d1", VenueRole.Host, "Bar"), At(10));
        paired.When(new RenewDevice("d1"), At(10, 59)).Then();
        var renewed = paired.When(new RenewDevice("d1"), At(11));
        renewed.Then(new DeviceRenewed("d1") { At = At(11) });
        Assert.Equal((At(10), At(11)), (Venue(renewed).Devices[0].PairedAt, Venue(renewed).Devices[0].RenewedAt));
    }

    [Fact]
    public void The_names_of_removed_devices_are_known_for_a_while_and_bounded()
    {
        var spec = Enumerable.Range(0, VenueLimits.Removed + 5).Aggregate(Opened(), (before, i) => before
            .When(new PairDevice($"d{i}", VenueRole.Host, $"Tablet {i}"), At(10)).When(new RemoveDevice($"d{i}"), At(10)));
        Assert.Equal((VenueLimits.Removed, "Tablet 5"), (Venue(spec).Removed.Count, Venue(spec).Removed[0].Name));
    }

    [Fact]
    public void A_PIN_is_set_and_taken_away()
    {
        var pin = new VenuePin("c2FsdA==", "aGFzaA==", 1000);
        var locked = Opened().When(new SetPin(pin), At(10));
        Assert.Equal(pin, Venue(locked).Pin);
        Assert.Null(Venue(locked.When(new SetPin(null), At(11))).Pin);
        Opened().When(new SetPin(null), At(11)).Then();
    }

    [Fact]
    public void A_venue_that_ended_has_no_devices()
    {
        var ended = Opened().When(new PairDevice("d1", VenueRole.Host, "Bar"), At(10)).When(new EndVenue(), At(11));
        Assert.Empty(Venue(ended).Devices);
        ended.When(new PairDevice("d2", VenueRole.Host, "Bar"), At(12)).ThenRejected("venue_ended");
    }

    [Fact]
    public void Every_evening_has_a_room_of_its_own_that_follows_from_venue_and_number()
    {
        var other = RoomId.From([.. Enumerable.Repeat((byte)1, 32)]);
        RoomId[] rooms = [.. new[] { Id, other }.SelectMany(venue => Enumerable.Range(1, 20).Select(number => VenueEvening.RoomOf(venue, number)))];
        Assert.Equal(40, rooms.Distinct().Count());
        Assert.Equal(rooms[0], VenueEvening.RoomOf(Id, 1));
        Assert.True(RoomId.TryParse(rooms[0].Value, out _));
    }
}
