using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using static Queue.Core.Tests.Waitlist.Evening;

namespace Queue.Core.Tests.Waitlist;

public sealed class DeclareNearbyTests
{
    [Fact]
    public void The_host_sees_that_a_party_is_nearby()
    {
        var spec = Open(Ann).When(new DeclareNearby(Ann), At(10)).Then(new PartyDeclaredNearby(Ann) { At = At(10) });
        Assert.True(spec.View.Host().Queue[0].Nearby);
    }

    [Fact]
    public void Saying_it_twice_has_no_further_effect() =>
        Open(Ann).When(new DeclareNearby(Ann), At(10)).When(new DeclareNearby(Ann), At(11)).Then();

    [Fact]
    public void A_called_party_may_say_it() =>
        Open(Ann).When(new Call(Ann, null), At(5)).When(new DeclareNearby(Ann), At(10)).ThenAccepted();

    [Fact]
    public void Being_nearby_does_not_prolong_a_call() =>
        Open(Ann)
            .When(new Call(Ann, null), At(5)).When(new DeclareNearby(Ann), At(10))
            .When(new DeadlinePassed(), At(125)).Then(NoShow(Ann, 125));

    [Fact]
    public void A_stranger_is_refused() => Open(Ann).When(new DeclareNearby(Stranger), At(10)).ThenRejected("party_not_found");

    [Fact]
    public void A_party_that_left_is_refused() =>
        Open(Ann).When(new Leave(Ann), At(9)).When(new DeclareNearby(Ann), At(10)).ThenRejected("party_not_found");

    [Fact]
    public void A_closed_queue_refuses() =>
        Open(Ann).When(new Close(), At(9)).When(new DeclareNearby(Ann), At(10)).ThenRejected("session_closed");
}
