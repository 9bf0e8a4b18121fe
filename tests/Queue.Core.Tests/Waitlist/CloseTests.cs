using System.Text.Json;
using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using static Queue.Core.Tests.Waitlist.Evening;

namespace Queue.Core.Tests.Waitlist;

public sealed class CloseTests
{
    [Fact]
    public void Q8_Close_ends_every_party_with_an_event_of_its_own() =>
        Open(Ann, Bob, Cem)
            .When(new Call(Bob, null), At(5))
            .When(new Close(), At(10))
            .Then(
                Closed(Ann, 10, Actor.Host), Closed(Bob, 10, Actor.Host), Closed(Cem, 10, Actor.Host),
                Closed(CloseReason.Host, 10));

    [Fact]
    public void Q8_Every_party_reads_closed_afterwards()
    {
        var spec = Open(Ann, Bob).When(new Call(Bob, null), At(5)).When(new Close(), At(10));
        Assert.All([Ann, Bob], party => Assert.Equal("closed", spec.View.Guest(party)?.Type));
    }

    [Fact]
    public void S4_A_party_that_had_ended_keeps_its_own_reason()
    {
        var spec = Open(Ann, Bob).When(new Seat(Ann, null), At(5)).When(new Close(), At(10));
        Assert.Equal("served", spec.View.Guest(Ann)?.Reason);
    }

    [Fact]
    public void Closing_twice_has_no_further_effect() =>
        Open(Ann).When(new Close(), At(10)).When(new Close(), At(11)).Then().ThenReply(Done.Value);

    [Fact]
    public void Closing_an_empty_queue_is_one_event() => Open().When(new Close(), At(10)).Then(Closed(CloseReason.Host, 10));

    [Fact]
    public void A_queue_may_be_closed_before_it_opens() =>
        Rooms.Spec.Given(Create() with { OpensAt = At(600) }, Start).When(new Close(), At(10)).Then(Closed(CloseReason.Host, 10));

    [Fact]
    public void A_closed_queue_has_no_deadline() =>
        Assert.Null(RoomLogic.NextDeadline(Open(Ann).When(new Call(Ann, null), At(5)).When(new Close(), At(10)).State));

    [Fact]
    public void L2_Nothing_of_an_open_call_is_left_in_a_closed_view()
    {
        var host = Open(Ann, Bob).When(new Call(Ann, null), At(5)).When(new Close(), At(10)).View.Host();
        Assert.Empty(host.Queue);
        Assert.Null(host.NowServing);
        Assert.Null(host.CallDeadline);
    }

    [Fact]
    public void S9_An_automatic_close_says_closed_to_the_host()
    {
        var closed = Open().When(new DeadlinePassed(), Start + TimeSpan.FromHours(3)).View.Host();
        var json = JsonSerializer.Serialize(closed, ViewJson.Wire.QueueUpdate);
        Assert.Contains("\"closed\":true", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Close_after_closing_time_is_accepted_and_the_clock_closed_it() =>
        Rooms.Spec.Given(Create() with { ClosesAt = At(600) }, Start)
            .When(new Close(), At(700))
            .Then(Closed(CloseReason.ClosingTime, 700));
}
