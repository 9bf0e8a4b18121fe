using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using static Queue.Core.Tests.Waitlist.Evening;

namespace Queue.Core.Tests.Waitlist;

public sealed class SeatPartyTests
{
    [Fact]
    public void Seat_ends_a_called_party_as_served()
    {
        var spec = Open(Ann).When(new Call(Ann, null), At(5)).When(new Seat(Ann, null), At(10)).Then(Seated(Ann, 10));
        Assert.Equal("served", spec.Reply<PartyChanged>().Row.Status);
        Assert.Null(spec.Reply<PartyChanged>().Row.CallDeadline);
    }

    [Fact]
    public void Seat_needs_no_call() => Open(Ann).When(new Seat(Ann, null), At(10)).Then(Seated(Ann, 10));

    [Fact]
    public void Seating_the_party_being_served_leaves_the_others_waiting()
    {
        var spec = Open(Ann, Bob).When(new Call(Ann, null), At(5)).When(new Seat(Ann, null), At(10));
        Assert.Null(spec.State.Parties.NowServing);
        Assert.Equal(1, spec.View.Guest(Bob)?.Position);
    }

    [Fact]
    public void A_second_seat_is_refused_with_who_did_it()
    {
        var spec = Open(Ann).When(new Seat(Ann, null), At(10)).When(new Seat(Ann, 2), At(11)).ThenRejected("party_changed");
        Assert.Equal("The party was already seated by the host", spec.Error().Text);
    }

    [Fact]
    public void Seat_with_an_outdated_rev_is_refused() =>
        Open(Ann).When(new Call(Ann, null), At(5)).When(new Seat(Ann, 2), At(10)).ThenRejected("party_changed");

    [Fact]
    public void Seat_of_a_stranger_is_refused() => Open(Ann).When(new Seat(Stranger, null), At(10)).ThenRejected("party_not_found");

    [Fact]
    public void Seat_ends_the_partys_deadline()
    {
        var spec = Open(Ann).When(new Call(Ann, null), At(5)).When(new Seat(Ann, null), At(10));
        spec.When(new DeadlinePassed(), At(600)).Then();
    }

    [Fact]
    public void Seat_after_the_call_ran_out_says_that_time_ran_out()
    {
        var spec = Open(Ann).When(new Call(Ann, null), At(5)).When(new Seat(Ann, null), At(125));
        Assert.Equal("The party was already marked as a no-show because time ran out", spec.Error().Text);
        spec.ThenRejected("party_changed", NoShow(Ann, 125));
    }
}
