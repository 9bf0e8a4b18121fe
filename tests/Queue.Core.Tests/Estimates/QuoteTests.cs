using Queue.Benchmarks.Estimates;
using Queue.Core.Estimates;
using static Queue.Core.Tests.Estimates.Evenings;

namespace Queue.Core.Tests.Estimates;

public sealed class QuoteTests
{
    [Theory]
    [InlineData(0, 3.5, 0, 10)]
    [InlineData(1, 7, 5, 15)]
    [InlineData(9, 35, 35, 55)]
    public void Before_anything_happened_a_party_waits_one_pace_for_itself_and_one_for_each_ahead(int ahead, double point, int low, int high)
    {
        var quote = First(TwoCounters).With(ahead).Quote(2, 0);
        Assert.Equal((point, low, high), (quote.PointMinutes, quote.LowMinutes, quote.HighMinutes));
        Assert.Equal(WaitQuote.PaceMethod, quote.Method);
    }

    [Fact]
    public void What_an_estimate_was_made_from_comes_with_it()
    {
        var quote = First().With(2, size: 2).With(1, size: 4).With(3, size: 6).Quote(3, 0);
        Assert.Equal((1, 2, 1, 3, 1.0), (quote.Inputs.Band, quote.Inputs.AheadSmall, quote.Inputs.AheadMiddle, quote.Inputs.AheadLarge, quote.Inputs.Speed));
        Assert.Equal(quote.PointMinutes, quote.Inputs.ToldMinutes);
    }

    [Fact]
    public void Only_parties_that_want_the_same_tables_are_waited_for_at_first() =>
        Assert.True(First().With(4, size: 2).Quote(4, 0).PointMinutes < First().With(4, size: 4).Quote(4, 0).PointMinutes);

    [Fact]
    public void A_learned_venue_answers_from_the_line_that_fits_its_waits()
    {
        var quote = EveningWaits.Open(Learned(SimulatedVenues.PopUp, 3), VenuePrior.Unknown, Five).With(5, size: 1).Quote(1, 0);
        Assert.Equal(WaitQuote.LineMethod, quote.Method);
        AssertSound(quote);
    }

    [Fact]
    public void A_pace_that_changes_at_an_hour_is_followed_across_it()
    {
        var model = EstimateModel.Empty;
        for (var night = 0; night < 30; night++)
        {
            model = EstimateModel.Fold(Steady(Steady(EveningWaits.Open(model, VenuePrior.Unknown, Five), 0, 60, 4), 60, 180, 12));
        }

        var evening = EveningWaits.Open(model, VenuePrior.Unknown, Five);
        Assert.InRange(evening.With(4).Quote(2, 0).Inputs.PaceMinutes, 15, 25);
        Assert.InRange(evening.With(19).Quote(2, 0).Inputs.PaceMinutes, 100, 140);
    }

    [Fact]
    public void Everybody_in_the_line_is_told_what_the_line_ahead_of_them_means()
    {
        var quotes = First(TwoCounters).With(3).Quotes(0);
        Assert.Equal([3.5, 7, 10.5], quotes.Select(quote => quote.Value.PointMinutes));
        Assert.Equal(quotes.Select(quote => quote.Key).Order(), quotes.Select(quote => quote.Key));
    }

    [Fact]
    public void Estimates_fall_while_the_line_gets_shorter()
    {
        var evening = First(TwoCounters).With(5, minute: 0);
        var before = evening.Quotes(4)[4].Value.PointMinutes;
        var after = evening.Called(evening.Quotes(4)[0].Key, 4).Quotes(4)[3].Value.PointMinutes;
        Assert.True(after < before, $"{after} after {before}");
    }

    [Fact]
    public void Nobody_in_line_is_nobody_to_estimate_for() => Assert.Empty(First().Quotes(10));

    [Theory]
    [InlineData(100, 30, 45)]
    [InlineData(42, 30, 45)]
    [InlineData(33, 30, 35)]
    [InlineData(12, 10, 15)]
    [InlineData(0, 0, 5)]
    [InlineData(-5, 0, 5)]
    public void Nobody_is_told_a_wait_that_ends_after_closing_time(double left, int low, int high)
    {
        var quote = new WaitQuote(30, 45, 35, WaitQuote.PaceMethod, default).CappedAt(left);
        Assert.Equal((low, high), (quote.LowMinutes, quote.HighMinutes));
        AssertSound(quote);
    }

    private static EveningWaits Steady(EveningWaits evening, int from, int until, int gap)
    {
        evening = evening.Joined(from, 2, from);
        for (var minute = from; minute < until; minute += gap)
        {
            evening = evening.Joined(minute + gap, 2, minute + gap - 0.5).Called(minute, minute + gap);
        }

        return evening.Left(until, until);
    }
}
