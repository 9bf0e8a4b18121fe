using Queue.Core.Rooms;
using Queue.Core.Tests.Rooms;
using Queue.Core.Waitlist;
using static Queue.Core.Tests.Waitlist.Evening;

namespace Queue.Core.Tests.Waitlist;

public sealed class RestorePartyTests
{
    public static TheoryData<string> Ends() => ["seat", "no-show", "kick", "leave"];

    [Fact]
    public void A_call_that_is_taken_back_leaves_the_party_waiting_at_its_place()
    {
        var spec = Open(Ann, Bob).When(new Call(Ann, null), At(10)).When(new Restore(Ann, null), At(11)).Then(TakenBack(Ann, 4, 11));
        var row = spec.Reply<PartyChanged>().Row;
        Assert.Equal(("waiting", 1, null, 5L), (row.Status, row.Calls, row.CallDeadline, row.Rev));
        Assert.Equal(("position", 1), (spec.View.Guest(Ann)?.Type, spec.View.Guest(Ann)?.Position));
        Assert.Empty(spec.State.Parties.Called);
        Assert.Equal(Ann, spec.State.Parties.NextWaiting?.Id);
    }

    [Fact]
    public void A_call_that_was_taken_back_does_not_run_out() =>
        Open(Ann, Bob).When(new Call(Ann, null), At(10)).When(new Restore(Ann, null), At(11)).When(new DeadlinePassed(), At(500)).Then();

    [Fact]
    public void The_call_before_is_being_served_again_when_the_last_is_taken_back()
    {
        var spec = Open(Ann, Bob).When(new Call(Ann, null), At(10)).When(new Call(Bob, null), At(11)).When(new Restore(Bob, null), At(12));
        Assert.Equal(Ann, spec.View.Host().NowServing?.Id);
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public void A_party_waits_again_at_its_old_place_wherever_it_went(string end)
    {
        var spec = Ended(end).When(Joining(Dua), At(20)).When(new Restore(Bob, null), At(3600)).Then(Restored(Bob, 3600));
        Assert.Equal([Ann, Bob, Cem, Dua], spec.State.Parties.Select(party => party.Id));
        Assert.Equal(("position", 2, 4), (spec.View.Guest(Bob)?.Type, spec.View.Guest(Bob)?.Position, spec.View.Guest(Bob)?.QueueLength));
        Assert.Equal(("waiting", 2), (spec.Reply<PartyChanged>().Row.Status, spec.Reply<PartyChanged>().Row.Ticket));
        Assert.Equal(0, spec.State.Finished.Count);
        Assert.Equal(new PartyChange(Actor.Host, PartyAction.Restored, At(3600)), spec.State.Parties.Find(Bob)?.LastChange);
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public void A_restored_party_may_be_called_and_may_end_again(string end)
    {
        var spec = Ended(end).When(new Restore(Bob, null), At(20)).When(new Call(Bob, null), At(21)).When(new Seat(Bob, null), At(22));
        spec.Then(Seated(Bob, 22));
        Assert.Equal("served", spec.View.Guest(Bob)?.Reason);
        Assert.Equal(spec.State.Version, spec.State.Finished.Find(Bob)?.Party.Rev);
    }

    [Fact]
    public void A_party_that_waits_is_not_restored_and_so_a_double_tap_takes_back_one_thing()
    {
        Open(Ann).When(new Restore(Ann, null), At(10)).ThenRejected("party_changed");
        var spec = Ended("no-show").When(new Restore(Bob, null), At(20)).When(new Restore(Bob, null), At(20)).ThenRejected("party_changed");
        Assert.Equal("The party was already put back on the list by the host", spec.Error().Text);
        spec = Open(Ann).When(new Call(Ann, null), At(5)).When(new Restore(Ann, 3), At(6)).When(new Restore(Ann, 3), At(6));
        Assert.Equal("The party was already set back to waiting by the host", spec.ThenRejected("party_changed").Error().Text);
    }

    [Fact]
    public void A_restore_is_of_the_end_that_the_host_saw()
    {
        var spec = Ended("kick");
        var rev = spec.State.Finished.Find(Bob)?.Party.Rev;
        spec.When(new Restore(Bob, rev - 1), At(20)).ThenRejected("party_changed");
        spec.When(new Restore(Bob, rev), At(20)).Then(Restored(Bob, 20));
    }

    [Fact]
    public void A_stranger_is_not_found() => Open(Ann).When(new Restore(Stranger, null), At(10)).ThenRejected("party_not_found");

    [Fact]
    public void A_closed_queue_takes_nobody_back()
    {
        var spec = Ended("kick").When(new Close(), At(20));
        spec.When(new Restore(Bob, null), At(21)).ThenRejected("session_closed");
        spec.When(new Restore(Ann, null), At(21)).ThenRejected("session_closed");
    }

    [Fact]
    public void A_full_queue_takes_nobody_back_until_there_is_room()
    {
        var full = Open(new WaitlistOptions { MaxGuests = 4 }, Ann, Bob)
            .When(new Kick(Bob), At(10)).When(Joining(Cem, size: 1), At(11))
            .When(new Restore(Bob, null), At(12)).ThenRejected("queue_full");
        full.When(new Leave(Cem), At(13)).When(new Restore(Bob, null), At(14)).Then(Restored(Bob, 14));
    }

    [Fact]
    public void A_call_is_taken_back_in_a_full_queue_too() =>
        Open(new WaitlistOptions { MaxGuests = 2 }, Ann).When(new Call(Ann, null), At(10)).When(new Restore(Ann, null), At(11)).ThenAccepted();

    [Fact]
    public void A_name_that_is_taken_meanwhile_does_not_hinder_a_restore()
    {
        var spec = Open().When(Joining(Ann, "Ann"), At(1)).When(new Leave(Ann), At(2)).When(Joining(Bob, "Ann"), At(3));
        spec = spec.When(new Restore(Ann, null), At(4)).ThenAccepted();
        spec.When(new Leave(Bob), At(5)).When(Joining(Cem, "Ann"), At(6)).ThenRejected("already_in_queue");
    }

    [Fact]
    public void A_queue_with_a_restored_party_is_not_idle()
    {
        var spec = Open().When(Unpromised(Ann), At(1)).When(new Leave(Ann), At(10)).When(new Restore(Ann, null), At(20));
        Assert.Equal(Start.AddHours(12), RoomLogic.NextDeadline(spec.State));
        spec.When(new Leave(Ann), At(30)).When(new DeadlinePassed(), At(7230)).Then(Closed(CloseReason.Idle, 7230));
    }

    [Fact]
    public void A_repeat_under_one_key_gets_the_same_answer()
    {
        var spec = Ended("leave").When(new Restore(Bob, null), At(20), Key());
        var first = spec.Reply<PartyChanged>();
        Assert.Equal(first, spec.When(new Call(Bob, null), At(21)).When(new Restore(Bob, null), At(22), Key()).Then().Reply<PartyChanged>());
    }

    private static Spec Ended(string end)
    {
        var spec = Open(Ann, Bob, Cem);
        return end switch
        {
            "seat" => spec.When(new Seat(Bob, null), At(10)),
            "no-show" => spec.When(new Call(Bob, null), At(9)).When(new MarkNoShow(Bob, null), At(10)),
            "kick" => spec.When(new Kick(Bob), At(10)),
            _ => spec.When(new Leave(Bob), At(10)),
        };
    }
}
