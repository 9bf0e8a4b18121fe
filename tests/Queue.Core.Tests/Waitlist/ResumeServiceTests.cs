using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using static Queue.Core.Tests.Waitlist.Evening;

namespace Queue.Core.Tests.Waitlist;

public sealed class ResumeServiceTests
{
    [Fact]
    public void L4_A_call_that_ran_out_during_an_outage_gets_time() =>
        Open(Ann, Bob)
            .When(new Call(Ann, null), At(10))
            .When(new ResumeService(At(1060)), At(1000))
            .Then(new CallExtended(Ann, At(1060)) { At = At(1000) })
            .ThenReply(Done.Value);

    [Fact]
    public void L4_After_the_grace_there_is_one_no_show_and_one_call()
    {
        var spec = Open(Ann, Bob).When(new Call(Ann, null), At(10)).When(new ResumeService(At(1060)), At(1000));
        spec.When(new DeadlinePassed(), At(1059)).Then();
        spec.When(new DeadlinePassed(), At(1060)).Then(NoShow(Ann, 1060), Called(Bob, 1060, Actor.Timer));
    }

    [Fact]
    public void An_outage_never_empties_a_queue()
    {
        var spec = Open(Ann, Bob, Cem)
            .When(new Call(Ann, null), At(10)).When(new Call(Bob, null), At(11))
            .When(new ResumeService(At(3660)), At(3600));
        Assert.Equal(3, spec.State.Parties.Count);
        Assert.Equal("called", spec.View.Guest(Ann)?.Type);
    }

    [Fact]
    public void A_call_that_ends_later_anyway_keeps_its_time() =>
        Open(Ann).When(new Call(Ann, null), At(10)).When(new ResumeService(At(100)), At(40)).Then();

    [Fact]
    public void Resuming_twice_gives_time_once() =>
        Open(Ann)
            .When(new Call(Ann, null), At(10))
            .When(new ResumeService(At(1060)), At(1000))
            .When(new ResumeService(At(1060)), At(1001)).Then();

    [Fact]
    public void A_call_that_lasts_long_enough_gets_no_more_and_one_that_does_not_gets_all_of_the_grace()
    {
        var spec = Open(Ann).When(new Call(Ann, null), At(10)).When(new ResumeService(At(1080)), At(1000));
        spec.When(new ResumeService(At(1091)) { Enough = At(1080) }, At(1011)).Then();
        spec.When(new ResumeService(At(1091)) { Enough = At(1081) }, At(1011)).Then(new CallExtended(Ann, At(1091)) { At = At(1011) });
    }

    [Fact]
    public void A_grace_in_parts_of_a_millisecond_is_the_same_after_a_restart()
    {
        var grace = new ResumeService(At(1060).AddTicks(9));
        var spec = Open(Ann).When(new Call(Ann, null), At(10)).When(grace, At(1000));
        var restarted = Rooms.Spec.Given(RoomJson.ReadState(RoomJson.WriteState(spec.State)));
        Assert.Equal(RoomLogic.NextDeadline(restarted.State), RoomLogic.NextDeadline(spec.State));
        restarted.When(grace, At(1000)).Then();
    }

    [Fact]
    public void Without_open_calls_nothing_happens() => Open(Ann).When(new ResumeService(At(1060)), At(1000)).Then();

    [Fact]
    public void A_closed_queue_stays_as_it_is() =>
        Open(Ann).When(new Close(), At(5)).When(new ResumeService(At(1060)), At(1000)).Then();

    [Fact]
    public void Hours_are_not_prolonged_by_an_outage() =>
        Rooms.Spec.Given(Create() with { ClosesAt = At(600) }, Start)
            .When(new ResumeService(At(1060)), At(1000))
            .Then(Closed(CloseReason.ClosingTime, 1000));

    [Fact]
    public void A_grace_that_is_over_already_helps_nobody() =>
        Assert.Contains(
            NoShow(Ann, 1000),
            Open(Ann).When(new Call(Ann, null), At(10)).When(new ResumeService(At(500)), At(1000)).Decision.Events);

    [Fact]
    public void A_call_that_got_more_time_changed_because_the_service_had_been_away()
    {
        var spec = Open(Ann).When(new Call(Ann, null), At(10)).When(new ResumeService(At(1060)), At(1000));
        var error = spec.When(new Seat(Ann, 3), At(1001)).ThenRejected("party_changed").Error();
        Assert.Equal(new PartyChange(Actor.Timer, PartyAction.CallExtended, At(1000)), error.Change);
        Assert.Equal("The party was already given more time because the service had been away", error.Text);
    }

    [Fact]
    public void A_kept_call_gets_the_time_too() =>
        Open(WaitlistOptions.Restaurant(), Ann)
            .When(new Call(Ann, null), At(10))
            .When(new ResumeService(At(1060)), At(1000))
            .Then(new CallExtended(Ann, At(1060)) { At = At(1000) });
}
