using Queue.Core.Estimates;
using Queue.Core.Rooms;
using Queue.Core.Tests.Rooms;
using Queue.Core.Waitlist;
using static Queue.Core.Tests.Waitlist.Evening;

namespace Queue.Core.Tests.Waitlist;

/// <summary>What parties are told about their wait, and what becomes of it.</summary>
public sealed class PromiseTests
{
    [Fact]
    public void A_promise_is_kept_with_the_method_and_what_it_was_made_from()
    {
        var joined = Assert.IsType<PartyJoined>(Open(Ann, Bob).When(Joining(Cem), At(10)).Decision.Events[0]);
        Assert.Equal((WaitQuote.PaceMethod, 2), (joined.Basis?.Method, joined.Basis?.Inputs.AheadSmall));
    }

    [Fact]
    public void What_the_host_promises_counts_and_what_the_queue_would_have_is_kept_beside_it()
    {
        var own = new WaitEstimate(600_000, 1_200_000);
        var joined = Assert.IsType<PartyJoined>(
            Open(Ann).When(new Join(Bob, null, 2, PartySource.Host) { Quoted = own }, At(10)).Decision.Events[0]);
        Assert.Equal(own, new WaitEstimate(joined.QuotedLowMs, joined.QuotedHighMs));
        Assert.NotNull(joined.Suggested);
    }

    [Fact]
    public void A_promise_that_passes_is_estimated_anew_once_and_the_old_one_stays()
    {
        var spec = Open(Ann);
        var ends = spec.State.Parties[0].PromiseEnds ?? default;
        Assert.Equal(ends, RoomLogic.NextDeadline(spec.State));
        spec = spec.When(new DeadlinePassed(), ends);
        var passed = Assert.IsType<PromisePassed>(Assert.Single(spec.Decision.Events));
        Assert.True(passed.HighMs > 0, "Nothing new was said.");
        Assert.Equal((true, ends), (spec.State.Parties[0].Overdue, spec.State.Parties[0].PromiseEnds));
        Assert.Empty(spec.When(new DeadlinePassed(), ends.AddMinutes(30)).Decision.Events);
    }

    [Fact]
    public void A_called_party_has_no_promise_that_could_pass()
    {
        var spec = Open(Ann).When(new Call(Ann, null), At(10));
        Assert.Equal(At(130), RoomLogic.NextDeadline(spec.State));
    }

    [Fact]
    public void Nobody_is_promised_a_wait_beyond_closing_time()
    {
        var spec = Spec.Given(Create() with { ClosesAt = At(1800) }, Start);
        spec = Enumerable.Range(1, 30).Aggregate(spec, (room, n) => room.When(Joining(Id(n)), At(n)));
        Assert.All(spec.State.Parties, party => Assert.InRange(party.QuotedHighMs, 0, 35 * 60_000));
    }

    [Fact]
    public void Everybody_who_waits_is_told_less_when_the_line_gets_shorter()
    {
        var spec = Enumerable.Range(1, 8).Aggregate(Open(), (room, n) => room.When(Joining(Id(n)), At(n)));
        var before = spec.View.Guest(Id(8))?.EstimatedHighMs;
        spec = spec.When(new Leave(Id(1)), At(60)).When(new Leave(Id(2)), At(90)).When(new Leave(Id(3)), At(120));
        Assert.True(spec.View.Guest(Id(8))?.EstimatedHighMs < before, "Nothing got shorter.");
    }

    [Fact]
    public void The_estimator_sees_who_waits_and_nobody_else() => StoryTeller.InEveryTurn(turn => Assert.Equal(
        turn.After.Closed is null ? turn.After.Parties.Where(party => party.Call is null).Select(party => party.Place) : [],
        turn.After.Waits?.Line.InOrder.Select(party => party.Place)));

    [Fact]
    public void What_an_evening_taught_is_what_the_next_one_begins_with()
    {
        var evening = Enumerable.Range(1, 40).Aggregate(Open(), (room, n) => room.When(Joining(Id(n)), At(n * 60)));
        evening = Enumerable.Range(1, 40).Aggregate(evening, (room, n) => room.When(new Seat(Id(n), null), At(3000 + (n * 120))));
        var learned = EstimateModel.Fold(evening.State.Waits ?? throw new InvalidOperationException());
        var next = Spec.Given(Create() with { Model = learned }, Start);
        Assert.Equal(1, next.State.Waits?.Model.Evenings);
        Assert.NotEqual(PointOf(next), PointOf(Open()));
    }

    private static double? PointOf(Spec spec) =>
        Assert.IsType<PartyJoined>(spec.When(Joining(Ann), At(1)).Decision.Events[0]).Basis?.PointMinutes;
}
