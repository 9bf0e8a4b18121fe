using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using static Queue.Core.Tests.Waitlist.Evening;

namespace Queue.Core.Tests.Waitlist;

public sealed class NoShowTests
{
    private static readonly WaitlistOptions Alone = new() { OnCallExpired = CallExpiry.NoShow };
    private static readonly WaitlistOptions Patient = new() { OnCallExpired = CallExpiry.Keep };

    [Fact]
    public void Call_not_answered_in_time_becomes_no_show_and_the_next_is_called() =>
        Open(Ann, Bob)
            .When(new Call(Ann, null), At(10))
            .When(new DeadlinePassed(), At(130))
            .Then(NoShow(Ann, 130), Called(Bob, 130, Actor.Timer));

    [Fact]
    public void Nothing_happens_before_the_deadline() =>
        Open(Ann, Bob).When(new Call(Ann, null), At(10)).When(new DeadlinePassed(), At(130).AddMilliseconds(-1)).Then();

    [Fact]
    public void The_last_no_show_leaves_nobody_to_call() =>
        Open(Ann).When(new Call(Ann, null), At(10)).When(new DeadlinePassed(), At(130)).Then(NoShow(Ann, 130));

    [Fact]
    public void No_show_without_calling_next_leaves_the_others_waiting() =>
        Open(Alone, Ann, Bob).When(new Call(Ann, null), At(10)).When(new DeadlinePassed(), At(130)).Then(NoShow(Ann, 130));

    [Fact]
    public void When_calls_end_by_themselves_from_now_on_those_that_ran_out_begin_anew_and_the_others_run_on()
    {
        var kept = Open(Patient, Ann, Bob).When(new Call(Ann, null), At(10)).When(new Call(Bob, null), At(100));
        var changed = kept.When(new ChangeSettings(Alone, kept.State.SettingsRev), At(140)).ThenAccepted();
        Assert.Equal([At(260), At(220)], changed.State.Parties.Select(party => party.Call?.Deadline));
        changed.When(new DeadlinePassed(), At(220)).Then(NoShow(Bob, 220));

        var undone = changed.When(new Undo(changed.Accepted().Reply.Undo!.Version), At(150)).ThenAccepted();
        undone.When(new DeadlinePassed(), At(7200)).Then();
    }

    [Fact]
    public void A_call_that_the_host_keeps_never_runs_out()
    {
        var spec = Open(Patient, Ann, Bob).When(new Call(Ann, null), At(10)).When(new DeadlinePassed(), At(7200)).Then();
        Assert.Equal("called", spec.View.Guest(Ann)?.Type);
    }

    [Fact]
    public void L3_An_unrelated_timer_drops_nobody() =>
        Open(Ann, Bob).When(new Call(Ann, null), At(10)).When(new DeadlinePassed(), At(13)).Then();

    [Fact]
    public void L4_An_overdue_call_gives_one_no_show_and_the_next_call_starts_now()
    {
        var spec = Open(Ann, Bob)
            .When(new Call(Ann, null), At(10))
            .When(new DeadlinePassed(), At(4000))
            .Then(NoShow(Ann, 4000), Called(Bob, 4000, Actor.Timer));
        spec.When(new DeadlinePassed(), At(4000)).Then();
    }

    [Fact]
    public void Overdue_calls_run_out_in_the_order_of_their_deadlines() =>
        Open(Ann, Bob, Cem, Dua)
            .When(new Call(Bob, null), At(10)).When(new Call(Ann, null), At(20))
            .When(new DeadlinePassed(), At(500))
            .Then(
                NoShow(Bob, 500), Called(Cem, 500, Actor.Timer),
                NoShow(Ann, 500), Called(Dua, 500, Actor.Timer));

    [Fact]
    public void A_line_that_nobody_answers_moves_one_call_at_a_time()
    {
        var spec = Open(Ann, Bob, Cem).When(new Call(Ann, null), At(10));
        spec = spec.When(new DeadlinePassed(), At(130)).When(new DeadlinePassed(), At(250));
        spec.Then(NoShow(Bob, 250), Called(Cem, 250, Actor.Timer));
    }

    [Fact]
    public void The_host_may_mark_a_called_party_before_its_time()
    {
        var spec = Open(Ann, Bob).When(new Call(Ann, null), At(10)).When(new MarkNoShow(Ann, null), At(11));
        spec.Then(NoShow(Ann, 11, Actor.Host));
        Assert.Equal("no_show", spec.Reply<PartyChanged>().Row.Status);
    }

    [Fact]
    public void A_party_that_was_not_called_is_no_no_show() =>
        Open(Ann).When(new MarkNoShow(Ann, null), At(10)).ThenRejected("party_not_called");

    [Fact]
    public void A_no_show_that_the_timer_made_first_is_refused_with_why()
    {
        var spec = Open(Ann).When(new Call(Ann, null), At(10)).When(new MarkNoShow(Ann, null), At(130));
        Assert.Equal(new PartyChange(Actor.Timer, PartyAction.NoShow, At(130)), spec.Error().Change);
        spec.ThenRejected("party_changed", NoShow(Ann, 130));
    }

    [Fact]
    public void A_no_show_of_a_stranger_is_refused() =>
        Open(Ann).When(new MarkNoShow(Stranger, null), At(10)).ThenRejected("party_not_found");

    [Fact]
    public void A_no_show_with_an_outdated_rev_is_refused() =>
        Open(Ann).When(new Call(Ann, null), At(10)).When(new MarkNoShow(Ann, 2), At(11)).ThenRejected("party_changed");

    [Fact]
    public void A_call_that_ran_out_at_closing_time_calls_nobody_into_a_closed_house()
    {
        var spec = Rooms.Spec.Given(Create() with { ClosesAt = At(130) }, Start);
        spec.When(Joining(Ann), At(1)).When(Joining(Bob), At(2))
            .When(new Call(Ann, null), At(10))
            .When(new DeadlinePassed(), At(130))
            .Then(NoShow(Ann, 130), Closed(Bob, 130, Actor.Timer), Closed(CloseReason.ClosingTime, 130));
    }
}
