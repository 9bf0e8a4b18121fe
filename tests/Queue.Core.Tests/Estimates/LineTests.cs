using Queue.Benchmarks.Estimates;
using Queue.Core.Estimates;
using static Queue.Core.Tests.Estimates.Evenings;

namespace Queue.Core.Tests.Estimates;

public sealed class LineTests
{
    private static readonly EveningWaits Busy = First().Joined(1, 2, 0).Joined(2, 4, 1).Joined(3, 2, 2).Joined(4, 6, 3).Called(1, 10).Left(4, 12);

    [Fact]
    public void A_call_taken_back_at_once_leaves_no_trace()
    {
        Assert.Equal(Bytes(Busy.At(13)), Bytes(Busy.Called(2, 13).Returned(2, 4, 13)));
        Assert.Equal(Bytes(Busy.At(13)), Bytes(Busy.Left(3, 13).Returned(3, 2, 13)));
    }

    [Fact]
    public void A_party_whose_call_was_taken_back_waits_at_its_place_since_it_joined()
    {
        var evening = Busy.Called(2, 13).Joined(5, 2, 14).Returned(2, 4, 20);
        Assert.Equal([2, 3, 5], evening.Line.InOrder.Select(party => party.Place));
        Assert.Equal(60, evening.Line.Find(2)?.JoinedSecond);
        Assert.Equal(60, evening.Called(2, 25).Departures.InOrder.Last().Party.JoinedSecond);
    }

    [Fact]
    public void A_party_back_after_more_than_ninety_minutes_counts_as_new()
    {
        var evening = Busy.Called(2, 13).Returned(2, 4, 110);
        Assert.Equal(110 * 60, evening.Line.Find(2)?.JoinedSecond);
    }

    [Fact]
    public void A_party_leaves_the_line_once()
    {
        var called = Busy.Called(2, 13);
        Assert.Equal(Bytes(called.At(15)), Bytes(called.Called(2, 14).Left(2, 15)));
    }

    [Fact]
    public void A_stranger_changes_nothing() => Assert.Equal(Bytes(Busy.At(15)), Bytes(Busy.Called(99, 15).Left(98, 15)));

    [Fact]
    public void A_place_is_taken_once() => Assert.Equal(Bytes(Busy.At(15)), Bytes(Busy.Joined(2, 2, 15)));

    [Fact]
    public void A_party_between_two_others_has_only_those_before_it_ahead()
    {
        var evening = First().Joined(10, 2, 0).Joined(30, 2, 0).Joined(20, 2, 0);
        Assert.Equal(1, evening.Line.Find(20)?.Inputs.AheadSmall);
        Assert.Equal([10, 20, 30], evening.Line.InOrder.Select(party => party.Place));
    }

    [Fact]
    public void Time_does_not_go_back() => Assert.Equal(Bytes(Busy.Called(2, 12)), Bytes(Busy.Called(2, 3)));

    [Fact]
    public void No_time_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => Busy.At(double.NaN));

    [Fact]
    public void The_same_events_give_the_same_bytes()
    {
        var events = SimulatedEvening.Play(SimulatedVenues.Medium, new Chance(5));
        var model = Learned(SimulatedVenues.Medium, 3);
        Assert.Equal(
            Bytes(events.Aggregate(EveningWaits.Open(model, VenuePrior.Unknown, Five), Evenings.Happen)),
            Bytes(events.Aggregate(EveningWaits.Open(Learned(SimulatedVenues.Medium, 3), VenuePrior.Unknown, Five), Evenings.Happen)));
    }

    [Fact]
    public void An_evening_read_back_goes_on_as_if_nothing_had_been()
    {
        var evening = EveningWaits.Open(Learned(SimulatedVenues.Medium, 3), VenuePrior.ForTables(50, [new(2, 10), new(4, 12)]), Five);
        foreach (var (i, happened) in SimulatedEvening.Play(SimulatedVenues.Medium, new Chance(6)).Index())
        {
            var next = evening.Happen(happened);
            if (i % 20 == 0)
            {
                var again = ReadBack(evening).Happen(happened);
                Assert.Equal(Bytes(next), Bytes(again));
                Assert.Equal(next.Quotes(happened.Minute), again.Quotes(happened.Minute));
                Assert.Equal(Bytes(EstimateModel.Fold(next)), Bytes(EstimateModel.Fold(again)));
            }

            evening = next;
        }
    }

    [Fact]
    public void Only_the_last_ninety_minutes_are_kept_of_those_who_left()
    {
        var evening = SimulatedEvening.Play(SimulatedVenues.PopUp, new Chance(7)).Aggregate(First(), Evenings.Happen);
        Assert.All(evening.Departures.InOrder, departure => Assert.True(departure.Second >= evening.Now - 90 * 60));
        Assert.Empty(evening.At(evening.Now / 60.0 + 91).Departures.InOrder);
    }

    [Fact]
    public void A_join_and_a_call_take_little_more_memory_in_a_line_of_four_thousand_than_in_one_of_forty()
    {
        var (few, many) = (Allocated(First().With(40)), Allocated(First().With(4000)));
        Assert.True(many < 3 * few, $"{many} bytes against {few}");
    }

    private static long Allocated(EveningWaits evening)
    {
        var next = evening.Line.InOrder.Last().Place + 1;
        evening.Joined(next, 2, 1).Called(next, 2);
        var before = GC.GetAllocatedBytesForCurrentThread();
        evening.Joined(next, 2, 1).Called(next, 2);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
