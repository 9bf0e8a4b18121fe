using Queue.Core.Tests.Rooms;
using Queue.Core.Waitlist;
using static Queue.Core.Tests.Waitlist.Evening;

namespace Queue.Core.Tests.Waitlist;

public sealed class EstimateTests
{
    private const long Minute = 60_000;

    private static readonly WaitlistOptions Plain = new();
    private static readonly WaitlistOptions Tables = new() { TurnMinutes = 60, Tables = [new(2, 6), new(4, 3)] };
    private static readonly WaitlistOptions Counters = new() { ServiceMinutes = 5, Counters = 2 };

    [Fact]
    public void Nobody_ahead_is_no_wait() => Assert.Equal(default, WaitEstimate.For(Tables, 2, 0, 0));

    [Theory]
    [InlineData(1, 3, 4.5)]
    [InlineData(2, 6, 9)]
    [InlineData(100, 300, 450)]
    public void Without_set_up_answers_each_party_ahead_takes_three_minutes(int ahead, double low, double high) =>
        Assert.Equal(Range(low, high), WaitEstimate.For(Plain, 2, ahead, ahead));

    [Fact]
    public void Tables_of_the_band_and_the_parties_that_want_them_make_the_pace() =>
        Assert.Equal(Range(30, 45), WaitEstimate.For(Tables, 2, 7, 2));

    [Fact]
    public void A_larger_party_waits_for_its_own_tables() =>
        Assert.Equal(Range(20, 30), WaitEstimate.For(Tables, 4, 7, 0));

    [Fact]
    public void A_band_without_tables_sits_at_larger_ones() =>
        Assert.Equal(Range(40, 60), WaitEstimate.For(Tables with { Tables = [new(4, 3)] }, 2, 1, 1));

    [Fact]
    public void A_party_larger_than_every_table_sits_at_all_of_them() =>
        Assert.Equal(Range(60.0 / 9, 10), WaitEstimate.For(Tables, 9, 5, 0));

    [Fact]
    public void Counters_share_the_line() => Assert.Equal(Range(10, 15), WaitEstimate.For(Counters, 2, 3, 0));

    [Fact]
    public void Half_a_set_up_is_none()
    {
        Assert.Equal(Range(3, 4.5), WaitEstimate.For(Plain with { TurnMinutes = 60 }, 2, 1, 1));
        Assert.Equal(Range(3, 4.5), WaitEstimate.For(Plain with { Tables = [], TurnMinutes = 60 }, 2, 1, 1));
        Assert.Equal(Range(3, 4.5), WaitEstimate.For(Plain with { Counters = 2 }, 2, 1, 1));
    }

    [Fact]
    public void The_one_number_of_old_clients_is_the_middle() => Assert.Equal(225_000, Range(3, 4.5).MiddleMs);

    [Fact]
    public void The_promise_at_joining_is_what_the_view_says_and_is_kept_in_the_row()
    {
        var spec = Open(Tables, Ann, Bob, Cem);
        var view = spec.View.Guest(Cem);
        var row = spec.View.Host().Queue[2];
        Assert.Equal((view?.EstimatedLowMs, view?.EstimatedHighMs), (row.QuotedLowMs, row.QuotedHighMs));
    }

    [Fact]
    public void The_promise_stays_while_the_estimate_falls()
    {
        var spec = Open(Ann, Bob, Cem).When(new Leave(Ann), At(60));
        Assert.Equal(Range(3, 4.5).LowMs, spec.View.Guest(Cem)?.EstimatedLowMs);
        Assert.Equal(Range(6, 9).LowMs, spec.View.Host().Queue[1].QuotedLowMs);
    }

    [Fact]
    public void The_first_in_line_waits_for_nobody() => Assert.Equal(0, Open(Tables, Ann, Bob).View.Guest(Ann)?.EstimatedWaitMs);

    [Fact]
    public void The_status_tells_each_band_what_the_next_party_would_be_told()
    {
        var spec = Open(Tables, Ann, Bob);
        Assert.All(spec.View.Status().Estimates, band =>
        {
            var joined = spec.When(Joining(Eve, size: band.MinSize), At(60)).Reply<PartyPlaced>();
            Assert.Equal((joined.EstimatedLowMs, joined.EstimatedHighMs), (band.LowMs, band.HighMs));
        });
    }

    [Theory]
    [InlineData(20, "1-2 3-4 5-20")]
    [InlineData(4, "1-2 3-4")]
    [InlineData(3, "1-2 3-3")]
    [InlineData(1, "1-1")]
    public void Bands_end_at_the_largest_party_that_may_join(int largest, string bands)
    {
        var estimates = Spec.Given(Create(new WaitlistOptions { MaxPartySize = largest }), Start).View.Estimates();
        Assert.Equal(bands, string.Join(' ', estimates.Select(band => $"{band.MinSize}-{band.MaxSize}")));
    }

    private static WaitEstimate Range(double lowMinutes, double highMinutes) =>
        new((long)Math.Round(lowMinutes * Minute), (long)Math.Round(highMinutes * Minute));
}
