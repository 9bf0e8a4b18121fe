using FsCheck;
using FsCheck.Fluent;
using Queue.Benchmarks.Estimates;
using Queue.Core.Estimates;
using static Queue.Core.Tests.Estimates.Evenings;

namespace Queue.Core.Tests.Estimates;

/// <summary>Whatever happens, in whatever order, with waits of nothing or of days.</summary>
public sealed class EstimateProperties
{
    private static readonly EstimateModel[] Models = [EstimateModel.Empty, Learned(SimulatedVenues.Medium, 3), Learned(SimulatedVenues.PopUp, 3)];

    private static readonly VenuePrior[] Priors =
        [VenuePrior.Unknown, TwoCounters, VenuePrior.ForTables(50, [new(2, 3), new(4, 2)]), VenuePrior.ForCounters(0.001, 1000)];

    private static readonly Gen<double> Gap = Gen.Frequency(
        (6, Gen.Choose(0, 300).Select(tenths => tenths / 10.0)), (3, Gen.Constant(0.0)), (1, Gen.Choose(100, 5000).Select(minutes => (double)minutes)));

    private static readonly Gen<Func<EveningWaits, double, EveningWaits>> Step =
        from place in Gen.Choose(1, 60)
        from size in Gen.Choose(1, 9)
        from kind in Gen.Choose(0, 6)
        select new Func<EveningWaits, double, EveningWaits>((evening, minute) => kind switch
        {
            < 3 => evening.Joined(place, size, minute),
            3 or 4 => evening.Called(evening.Line.Count == 0 ? place : evening.Line.InOrder.First().Place, minute),
            5 => evening.Left(place, minute),
            _ => evening.Returned(place, size, minute),
        });

    private static readonly Gen<EveningWaits> AnyEvening =
        from model in Gen.Elements(Models)
        from prior in Gen.Elements(Priors)
        from start in Gen.Choose(0, 1439)
        from steps in Gen.Zip(Step, Gap).ListOf()
        select steps.Aggregate(
            (EveningWaits: EveningWaits.Open(model, prior, start), Minute: 0.0),
            (so, step) => (step.Item1(so.EveningWaits, so.Minute + step.Item2), so.Minute + step.Item2)).EveningWaits;

    [Fact]
    public void Every_estimate_is_sound() => Hold(evening =>
    {
        foreach (var size in (int[])[1, 4, 100])
        {
            AssertSound(evening.Quote(size, evening.Now / 60.0));
        }

        Assert.All(evening.Quotes(evening.Now / 60.0 + 7), quote => AssertSound(quote.Value));
    });

    [Fact]
    public void One_more_ahead_of_the_same_size_never_makes_the_wait_shorter_by_the_pace() => Hold(evening =>
    {
        foreach (var size in (int[])[1, 4, 100])
        {
            var before = evening.Quote(size, 0);
            var after = evening.Joined(1_000_000, size, 0).Quote(size, 0);
            Assert.True(after.Inputs.PaceMinutes >= before.Inputs.PaceMinutes, $"{after} after {before}");
            Assert.True(after.Method == WaitQuote.LineMethod || after.Inputs.ToldMinutes >= before.Inputs.ToldMinutes, $"{after} after {before}");
        }
    });

    [Fact]
    public void Read_back_it_has_the_same_bytes() => Hold(evening =>
    {
        Assert.Equal(Bytes(evening), Bytes(ReadBack(evening)));
        Assert.DoesNotContain("-0,", Bytes(evening), StringComparison.Ordinal);
    });

    [Fact]
    public void The_model_made_of_it_can_be_used() => Hold(evening =>
    {
        var model = EstimateModel.Fold(evening);
        Assert.True(model.IsUsable);
        AssertSound(EveningWaits.Open(model, evening.Prior, evening.StartMinute).With(3).Quote(2, 0));
    });

    [Fact]
    public void Thousands_who_wait_for_nothing_or_for_days_break_nothing()
    {
        var model = EstimateModel.Empty;
        foreach (var wait in (double[])[0, 0, 10_000, 0, 100_000, 1e300])
        {
            var evening = EveningWaits.Open(model, VenuePrior.Unknown, Five).With(3000).With(500, size: 6);
            evening = evening.Line.InOrder.Aggregate(evening, (so, party) => so.Called(party.Place, wait));
            AssertSound(evening.Quote(2, 0));
            model = EstimateModel.Fold(evening);
            Assert.True(model.IsUsable);
            Assert.All(EveningWaits.Open(model, VenuePrior.Unknown, Five).With(2000, size: 6).Quotes(0), quote => AssertSound(quote.Value));
        }
    }

    private static void Hold(Action<EveningWaits> promise) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(150),
        Prop.ForAll(AnyEvening.ToArbitrary(), evening => promise(evening)));
}
