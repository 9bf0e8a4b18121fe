using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using static Queue.Core.Tests.Waitlist.Evening;

namespace Queue.Core.Tests.Waitlist;

public sealed class KickTests
{
    [Fact]
    public void Kick_ends_a_waiting_party() =>
        Open(Ann, Bob)
            .When(new Kick(Ann), At(10))
            .Then(new PartyKicked(Ann, Actor.Host) { At = At(10) })
            .ThenReply(Done.Value);

    [Fact]
    public void S4_A_kicked_party_reads_kicked() =>
        Assert.Equal("kicked", Open(Ann).When(new Kick(Ann), At(10)).View.Guest(Ann)?.Reason);

    [Fact]
    public void L2_Kicking_the_party_being_served_clears_its_deadline()
    {
        var spec = Open(Ann, Bob).When(new Call(Ann, null), At(5)).When(new Kick(Ann), At(10));
        Assert.Null(spec.View.Host().CallDeadline);
        Assert.Equal("waiting", Assert.Single(spec.View.Host().Queue).Status);
    }

    [Fact]
    public void Kicking_twice_is_refused() =>
        Open(Ann).When(new Kick(Ann), At(10)).When(new Kick(Ann), At(11)).ThenRejected("party_not_found");

    [Fact]
    public void Kicking_a_stranger_is_refused() => Open(Ann).When(new Kick(Stranger), At(10)).ThenRejected("party_not_found");

    [Fact]
    public void Kick_in_a_closed_queue_is_refused() =>
        Open(Ann).When(new Close(), At(5)).When(new Kick(Ann), At(10)).ThenRejected("session_closed");

    [Fact]
    public void L2_A_kick_counts_as_activity() =>
        Assert.Equal(At(60) + TimeSpan.FromHours(2), RoomLogic.NextDeadline(Open(Ann).When(new Kick(Ann), At(60)).State));
}
