using Queue.Core.Rooms;
using Queue.Core.Tests.Rooms;
using Queue.Core.Venues;
using Queue.Core.Waitlist;
using static Queue.Core.Tests.Venues.VenueStories;
using static Queue.Core.Tests.Waitlist.Evening;

namespace Queue.Core.Tests.Venues;

/// <summary>What is particular about a queue that is a venue's evening.</summary>
public sealed class EveningQueueTests
{
    [Fact]
    public void Until_it_opens_guests_are_told_when()
    {
        var refused = Queue().When(Joining(Ann), VenueStories.At(12));
        refused.ThenRejected("outside_opening_hours");
        Assert.Equal(VenueStories.At(18), refused.Error().OpensAt);
        Assert.Equal(("closed", VenueStories.At(18)), (refused.View.Status().State, refused.View.Status().OpensAt));
    }

    [Fact]
    public void After_the_last_call_guests_and_kiosks_are_refused_and_the_host_is_not()
    {
        var late = VenueStories.At(21, 45);
        var spec = Queue().When(Joining(Ann), VenueStories.At(21, 44)).ThenAccepted();
        spec.When(Joining(Bob), late).ThenRejected("last_call", new LastCallPassed { At = late });
        spec.When(Joining(Bob) with { Source = PartySource.Kiosk }, late).ThenRejected("last_call", new LastCallPassed { At = late });
        spec.When(Joining(Bob) with { Source = PartySource.Host }, late).ThenAccepted();
    }

    [Fact]
    public void The_last_call_shows_at_its_time()
    {
        var spec = Queue().When(new DeadlinePassed(), VenueStories.At(18));
        Assert.Equal(VenueStories.At(21, 45), RoomLogic.NextDeadline(spec.Room));
        Assert.Equal("last_call", spec.When(new DeadlinePassed(), VenueStories.At(21, 45)).View.Status().State);
    }

    [Fact]
    public void Once_it_is_over_guests_are_told_when_the_next_one_opens()
    {
        var over = Queue().When(new DeadlinePassed(), VenueStories.At(22));
        Assert.Equal(VenueStories.At(18, day: 3), over.View.Status().OpensAt);
        Assert.Equal(VenueStories.At(18, day: 3), over.When(Joining(Ann), VenueStories.At(22, 5)).Error().OpensAt);
    }

    [Fact]
    public void A_new_plan_is_followed_as_long_as_nobody_has_joined()
    {
        var plan = Plan(2, venue => venue.When(new ChangeVenue { Name = "Osteria", Week = [.. Daily(19, 23)] }, VenueStories.At(12)));
        var moved = Queue().When(new Reschedule(plan), VenueStories.At(12));
        Assert.Equal(("Osteria", VenueStories.At(19), VenueStories.At(23)), (moved.State.EventName, moved.State.OpensAt, moved.State.ClosesAt));
        Assert.Equal((Morning, VenueStories.At(19)), (moved.State.CreatedAt, RoomLogic.NextDeadline(moved.Room)));
        moved.When(new Reschedule(plan), VenueStories.At(13)).Then();
    }

    [Fact]
    public void A_new_plan_can_open_the_queue_now()
    {
        var plan = Plan(2, venue => venue.When(new ChangeVenue { Week = [.. Daily(11, 23)] }, VenueStories.At(12)));
        Queue().When(new Reschedule(plan), VenueStories.At(12)).When(Joining(Ann), VenueStories.At(12, 1)).ThenAccepted();
    }

    [Fact]
    public void A_new_plan_that_comes_after_the_first_guest_or_the_end_changes_nothing()
    {
        var plan = Plan(2, venue => venue.When(new ChangeVenue { Week = [.. Daily(19, 23)] }, VenueStories.At(12)));
        Queue().When(Joining(Ann), VenueStories.At(18)).When(new Reschedule(plan), VenueStories.At(18, 1)).Then();
        Queue().When(new Close(), VenueStories.At(12)).When(new Reschedule(plan), VenueStories.At(12, 1)).Then();
    }

    [Fact]
    public void A_queue_of_its_own_is_never_replanned()
    {
        var plan = Plan(1, venue => venue);
        Open().When(new Reschedule(plan), Waitlist.Evening.At(9)).Then();
    }

    private static Spec Queue() => Spec.Given(QueueOf(Venue(Opened())), Morning);

    private static CreateWaitlist Plan(int number, Func<Spec, Spec> change)
    {
        var plan = QueueOf(Venue(change(Opened())));
        Assert.Equal(number, plan.Venue?.Plan);
        return plan;
    }
}
