using Queue.Core.Rooms;
using Queue.Core.Tests.Rooms;
using Queue.Core.Waitlist;
using static Queue.Core.Tests.Waitlist.Evening;

namespace Queue.Core.Tests.Waitlist;

public sealed class AdvanceWaitlistTests
{
    private static readonly Advance Plain = new(null, null);

    [Fact]
    public void Advance_calls_the_first_party_that_waits() =>
        Open(Ann, Bob).When(Plain, At(10)).Then(Called(Ann, 10));

    [Fact]
    public void Advance_seats_the_current_party_and_calls_the_next() =>
        Open(Ann, Bob).When(Plain, At(10)).When(new Advance(Ann, null), At(20)).Then(Seated(Ann, 20), Called(Bob, 20));

    [Fact]
    public void Advance_in_an_empty_queue_does_nothing_and_says_so() =>
        Open().When(Plain, At(10)).Then().ThenReply(new Advanced(null));

    [Fact]
    public void Advance_after_the_last_party_seats_it_and_serves_nobody() =>
        Open(Ann).When(Plain, At(10)).When(new Advance(Ann, null), At(20)).Then(Seated(Ann, 20)).ThenReply(new Advanced(null));

    [Fact]
    public void Q2_Advance_without_servedParty_seats_the_party_being_served()
    {
        var spec = Open(Ann, Bob).When(Plain, At(10)).When(Plain, At(20)).Then(Seated(Ann, 20), Called(Bob, 20));
        Assert.Equal("served", spec.View.Guest(Ann)?.Reason);
    }

    [Fact]
    public void Q3_Advance_to_an_unknown_party_changes_nothing()
    {
        var serving = Open(Ann, Bob).When(Plain, At(10));
        var refused = serving.When(new Advance(Ann, Stranger), At(20)).ThenRejected("next_party_not_found");
        Assert.Equal(Spec.Bytes(serving.State), Spec.Bytes(refused.State));
        Assert.Equal(At(130), RoomLogic.NextDeadline(refused.State));
    }

    [Fact]
    public void Q3_Advance_with_a_wrong_servedParty_changes_nothing()
    {
        var serving = Open(Ann, Bob).When(Plain, At(10));
        var refused = serving.When(new Advance(Bob, null), At(20)).ThenRejected("served_party_mismatch");
        Assert.Equal(Spec.Bytes(serving.State), Spec.Bytes(refused.State));
    }

    [Fact]
    public void Q1_A_double_tap_skips_nobody()
    {
        var spec = Open(Ann, Bob, Cem, Dua, Eve).When(Plain, At(10)).When(new Advance(Ann, null), At(20));
        foreach (var tap in Enumerable.Range(21, 8))
        {
            spec = spec.When(new Advance(Ann, null), At(tap)).ThenRejected("served_party_mismatch");
        }

        Assert.Equal([Bob, Cem, Dua, Eve], spec.State.Parties.Select(party => party.Id));
        Assert.Equal(Bob, spec.State.Parties.NowServing?.Id);
    }

    [Fact]
    public void Advance_with_servedParty_while_nobody_is_served_is_refused() =>
        Open(Ann).When(new Advance(Ann, null), At(10)).ThenRejected("served_party_mismatch");

    [Fact]
    public void Advance_may_call_out_of_order() =>
        Open(Ann, Bob, Cem).When(new Advance(null, Cem), At(10)).Then(Called(Cem, 10));

    [Fact]
    public void Advance_to_the_party_being_served_is_refused() =>
        Open(Ann, Bob).When(Plain, At(10)).When(new Advance(Ann, Ann), At(20)).ThenRejected("next_party_not_found");

    [Fact]
    public void Advance_to_a_party_that_left_is_refused() =>
        Open(Ann, Bob).When(new Leave(Bob), At(9)).When(new Advance(null, Bob), At(10)).ThenRejected("next_party_not_found");

    [Fact]
    public void Advance_to_another_called_party_is_refused_with_what_happened()
    {
        var spec = Open(Ann, Bob).When(new Call(Ann, null), At(10)).When(new Call(Bob, null), At(11));
        var error = spec.When(new Advance(Bob, Ann), At(12)).ThenRejected("party_changed").Error();
        Assert.Equal(new PartyChange(Actor.Host, PartyAction.Called, At(10)), error.Change);
    }

    [Fact]
    public void Advance_goes_back_to_the_party_called_before_when_nobody_waits()
    {
        var spec = Open(Ann, Bob).When(new Call(Ann, null), At(10)).When(new Call(Bob, null), At(11));
        Assert.Equal(Ann, spec.When(new Advance(Bob, null), At(12)).Then(Seated(Bob, 12)).Reply<Advanced>().NowServing?.Id);
    }

    [Fact]
    public void Advance_skips_parties_that_are_called_already() =>
        Open(Ann, Bob, Cem)
            .When(new Call(Ann, null), At(10)).When(new Call(Cem, null), At(11))
            .When(new Advance(Cem, null), At(12))
            .Then(Seated(Cem, 12), Called(Bob, 12));

    [Fact]
    public void The_reply_shows_the_row_without_the_name()
    {
        var spec = Open().When(Joining(Ann, "Ann"), At(1)).When(Plain, At(10));
        var row = spec.Reply<Advanced>().NowServing;
        Assert.Equal(spec.View.Host().NowServing, row is null ? null : row with { Name = "Ann" });
        Assert.Null(row?.Name);
    }

    [Fact]
    public void Q1_The_call_that_ran_out_is_a_no_show_even_when_the_tap_says_served() =>
        Open(Ann, Bob)
            .When(Plain, At(10))
            .When(new Advance(Ann, null), At(130))
            .ThenRejected("served_party_mismatch", NoShow(Ann, 130), Called(Bob, 130, Actor.Timer));

    [Fact]
    public void Advance_in_the_last_millisecond_of_the_call_seats() =>
        Open(Ann).When(Plain, At(10)).When(new Advance(Ann, null), At(130).AddMilliseconds(-1)).ThenAccepted();

    [Fact]
    public void Advance_after_close_is_refused() =>
        Open(Ann).When(new Close(), At(5)).When(Plain, At(6)).ThenRejected("session_closed");

    [Fact]
    public void A_call_window_comes_from_the_options() =>
        Open(new WaitlistOptions { CallWindowSeconds = 45 }, Ann).When(Plain, At(10)).Then(Called(Ann, 10, window: 45));
}
