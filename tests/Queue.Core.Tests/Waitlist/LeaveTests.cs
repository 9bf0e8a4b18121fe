using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using static Queue.Core.Tests.Waitlist.Evening;

namespace Queue.Core.Tests.Waitlist;

public sealed class LeaveTests
{
    [Fact]
    public void Leave_ends_a_waiting_party() =>
        Open(Ann, Bob)
            .When(new Leave(Ann), At(10))
            .Then(new PartyLeft(Ann, Actor.Guest) { At = At(10) })
            .ThenReply(Done.Value);

    [Fact]
    public void S4_A_party_that_left_reads_left() =>
        Assert.Equal("left", Open(Ann).When(new Leave(Ann), At(10)).View.Guest(Ann)?.Reason);

    [Fact]
    public void Those_behind_move_up() =>
        Assert.Equal(1, Open(Ann, Bob).When(new Leave(Ann), At(10)).View.Guest(Bob)?.Position);

    [Fact]
    public void Leaving_while_called_ends_the_call_and_calls_nobody()
    {
        var spec = Open(Ann, Bob).When(new Call(Ann, null), At(5)).When(new Leave(Ann), At(10));
        Assert.Null(spec.State.Parties.NowServing);
        spec.When(new DeadlinePassed(), At(125)).Then();
    }

    [Fact]
    public void Leaving_twice_is_refused() =>
        Open(Ann).When(new Leave(Ann), At(10)).When(new Leave(Ann), At(11)).ThenRejected("party_not_found");

    [Fact]
    public void A_stranger_cannot_leave() => Open(Ann).When(new Leave(Stranger), At(10)).ThenRejected("party_not_found");

    [Fact]
    public void Leaving_a_closed_queue_is_refused() =>
        Open(Ann).When(new Close(), At(5)).When(new Leave(Ann), At(10)).ThenRejected("session_closed");

    [Fact]
    public void Leaving_when_the_call_has_run_out_keeps_the_no_show()
    {
        var spec = Open(Ann).When(new Call(Ann, null), At(5)).When(new Leave(Ann), At(125));
        Assert.Equal("no_show", spec.ThenRejected("party_not_found", NoShow(Ann, 125)).View.Guest(Ann)?.Reason);
    }
}
