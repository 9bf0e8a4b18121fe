using Queue.Core.Rooms;
using Queue.Core.Tests.Rooms;
using Queue.Core.Waitlist;
using static Queue.Core.Tests.Waitlist.Evening;

namespace Queue.Core.Tests.Waitlist;

public sealed class CallPartyTests
{
    [Fact]
    public void Call_opens_a_call_and_answers_with_the_row()
    {
        var spec = Open(Ann, Bob).When(new Call(Bob, null), At(10)).Then(Called(Bob, 10));
        Assert.Equal("called", spec.Reply<PartyChanged>().Row.Status);
        Assert.Equal(At(130), spec.Reply<PartyChanged>().Row.CallDeadline);
        Assert.Equal(spec.State.Version, spec.Reply<PartyChanged>().Row.Rev);
    }

    [Fact]
    public void Call_with_the_current_rev_is_done() => Open(Ann).When(new Call(Ann, 2), At(10)).ThenAccepted();

    [Fact]
    public void Call_with_an_outdated_rev_is_refused_with_what_happened()
    {
        var spec = Open(Ann).When(new DeclareNearby(Ann), At(5)).When(new Call(Ann, 2), At(10)).ThenRejected("party_changed");
        Assert.Equal(new PartyChange(Actor.Guest, PartyAction.DeclaredNearby, At(5)), spec.Error().Change);
        Assert.Equal("The party was already marked as nearby by the guest", spec.Error().Text);
    }

    [Fact]
    public void A_second_call_of_another_host_is_refused() =>
        Open(Ann).When(new Call(Ann, null), At(10)).When(new Call(Ann, null), At(11)).ThenRejected("party_changed");

    [Fact]
    public void A_called_party_is_called_again_by_who_saw_the_call()
    {
        var spec = Open(Ann).When(new Call(Ann, null), At(10)).When(new Call(Ann, 3), At(40)).Then(Called(Ann, 40));
        var row = spec.Reply<PartyChanged>().Row;
        Assert.Equal((2, At(40), At(160), 4L), (row.Calls, row.CalledAt, row.CallDeadline, row.Rev));
        Assert.Equal((At(40), At(160)), (spec.View.Guest(Ann)?.CalledAt, spec.View.Guest(Ann)?.Deadline));
    }

    [Fact]
    public void A_double_tap_on_call_again_calls_once() =>
        Open(Ann).When(new Call(Ann, null), At(10)).When(new Call(Ann, 3), At(40)).When(new Call(Ann, 3), At(40)).ThenRejected("party_changed");

    [Fact]
    public void Who_is_called_again_was_called_last_also_after_a_restart()
    {
        var spec = Open(Ann, Bob).When(new Call(Ann, null), At(10)).When(new Call(Bob, null), At(11)).When(new Call(Ann, 4), At(12));
        Assert.Equal([Bob, Ann], spec.State.Parties.Called);
        Assert.Equal(Ann, spec.View.Host().NowServing?.Id);
        Assert.Equal([Bob, Ann], Spec.Given(RoomJson.ReadState(RoomJson.WriteState(spec.State))).State.Parties.Called);
        spec.When(new Advance(Ann, null), At(13)).Then(Seated(Ann, 13));
    }

    [Fact]
    public void The_newest_call_is_the_one_that_runs_out()
    {
        var spec = Open(Ann, Bob).When(new Call(Ann, null), At(10)).When(new Call(Ann, 4), At(40));
        spec.When(new DeadlinePassed(), At(159)).Then();
        spec.When(new DeadlinePassed(), At(160)).Then(NoShow(Ann, 160), Called(Bob, 160, Actor.Timer));
    }

    [Fact]
    public void A_call_that_ran_out_is_not_called_again() =>
        Open(Ann).When(new Call(Ann, null), At(10)).When(new Call(Ann, 3), At(130)).ThenRejected("party_changed", NoShow(Ann, 130));

    [Fact]
    public void Call_of_a_stranger_is_refused() => Open(Ann).When(new Call(Stranger, null), At(10)).ThenRejected("party_not_found");

    [Fact]
    public void Call_of_a_party_that_left_says_so()
    {
        var spec = Open(Ann).When(new Leave(Ann), At(5)).When(new Call(Ann, 2), At(10)).ThenRejected("party_changed");
        Assert.Equal("The party was already taken off the list by the guest", spec.Error().Text);
    }

    [Fact]
    public void Several_parties_may_be_called_and_the_last_is_being_served()
    {
        var spec = Open(Ann, Bob, Cem).When(new Call(Cem, null), At(10)).When(new Call(Ann, null), At(11));
        Assert.Equal(Ann, spec.State.Parties.NowServing?.Id);
        Assert.Equal([Cem, Ann], spec.State.Parties.Called);
    }

    [Fact]
    public void Calls_in_one_millisecond_keep_their_order_after_a_restart()
    {
        var spec = Open(Ann, Bob, Cem).When(new Call(Cem, null), At(10)).When(new Call(Ann, null), At(10));
        var restarted = RoomJson.ReadState(RoomJson.WriteState(spec.State));
        Assert.Equal([Cem, Ann], Spec.Given(restarted).State.Parties.Called);
    }

    [Fact]
    public void Call_after_close_is_refused() =>
        Open(Ann).When(new Close(), At(5)).When(new Call(Ann, null), At(6)).ThenRejected("session_closed");

    [Fact]
    public void Only_the_called_partys_rev_moves()
    {
        var before = Open(Ann, Bob);
        var after = before.When(new Call(Ann, null), At(10));
        Assert.Equal(before.State.Parties.Find(Bob)?.Rev, after.State.Parties.Find(Bob)?.Rev);
    }
}
