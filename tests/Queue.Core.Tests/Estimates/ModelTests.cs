using System.Text;
using System.Text.Json;
using Queue.Benchmarks.Estimates;
using Queue.Core.Estimates;
using Queue.Core.Rooms;
using static Queue.Core.Tests.Estimates.Evenings;

namespace Queue.Core.Tests.Estimates;

public sealed class ModelTests
{
    private const int MostBytes = 2048;

    [Fact]
    public void After_two_hundred_evenings_it_is_two_kilobytes_at_most()
    {
        var model = Learned(SimulatedVenues.Medium, 200);
        Assert.Equal(200, model.Evenings);
        Assert.InRange(Encoding.UTF8.GetByteCount(Bytes(model)), 1, MostBytes);
    }

    [Fact]
    public void So_it_is_in_a_venue_that_is_busy_around_the_clock()
    {
        var (model, chance) = (EstimateModel.Empty, new Chance(3));
        for (var day = 0; day < 200; day++)
        {
            model = EstimateModel.Fold(AroundTheClock(EveningWaits.Open(model, VenuePrior.Unknown, Five), chance));
        }

        Assert.DoesNotContain(0, model.Bands.SelectMany(band => band.Departures));
        Assert.InRange(Encoding.UTF8.GetByteCount(Bytes(model)), 1, MostBytes);
    }

    [Fact]
    public void Read_back_it_has_the_same_bytes_and_gives_the_same_estimates()
    {
        var model = Learned(SimulatedVenues.BigTables, 10);
        Assert.Equal(Bytes(model), Bytes(ReadBack(model)));
        Assert.Equal(
            EveningWaits.Open(model, VenuePrior.Unknown, Five).With(7).Quote(3, 1),
            EveningWaits.Open(ReadBack(model), VenuePrior.Unknown, Five).With(7).Quote(3, 1));
    }

    [Fact]
    public void An_evening_in_which_nobody_left_the_line_teaches_nothing()
    {
        var model = Learned(SimulatedVenues.PopUp, 2);
        Assert.Same(model, EstimateModel.Fold(EveningWaits.Open(model, VenuePrior.Unknown, Five).With(3, minute: 5).At(60)));
    }

    [Fact]
    public void What_is_long_past_fades()
    {
        var fast = Learned(SimulatedVenues.PopUp, 20);
        var slow = SimulatedVenues.PopUp with { ServiceMinutes = 14, ArrivalsPerHour = [10, 20, 22, 17, 8] };
        var (trial, chance) = (new Trial(VenuePrior.Unknown), new Chance(9));
        trial.Continue(fast);
        for (var i = 0; i < 200; i++)
        {
            trial.Play(SimulatedEvening.Play(slow, chance));
        }

        var only = Learned(slow, 200, seed: 9);
        Assert.Equal(Pace(only), Pace(trial.Model), 0.05 * Pace(only));
        Assert.NotEqual(Pace(only), Pace(fast), 0.3 * Pace(only));

        static double Pace(EstimateModel model) => EveningWaits.Open(model, VenuePrior.Unknown, Five).With(5, size: 1).Quote(1, 0).PointMinutes;
    }

    [Theory]
    [InlineData("\"version\":1", "\"version\":2")]
    [InlineData("\"evenings\":3", "\"evenings\":-1")]
    [InlineData("\"busyMinutes\":[", "\"busyMinutes\":[-1,")]
    [InlineData("\"busyMinutes\":[0,", "\"busyMinutes\":[-1,")]
    [InlineData("\"sums\":[", "\"sums\":[1,")]
    [InlineData("\"sums\":[", "\"sums\":[-1e300,-")]
    [InlineData("\"ratios\":[", "\"ratioz\":[")]
    [InlineData("\"bands\":[", "\"bands\":[null,")]
    [InlineData("\"bands\":[", "\"bandz\":[")]
    public void One_that_cannot_be_right_is_not_used(string part, string broken)
    {
        var json = Bytes(Learned(SimulatedVenues.PopUp, 3)).Replace(part, broken, StringComparison.Ordinal);
        EstimateModel? model;
        try
        {
            model = JsonSerializer.Deserialize(json, RoomJson.Storage.EstimateModel);
        }
        catch (JsonException)
        {
            return;
        }

        Assert.False(model?.IsUsable);
        Assert.Same(EstimateModel.Empty, EveningWaits.Open(model, VenuePrior.Unknown, Five).Model);
    }

    [Fact]
    public void Without_one_a_venue_starts_afresh() => Assert.Same(EstimateModel.Empty, EveningWaits.Open(null, VenuePrior.Unknown, Five).Model);

    private static EveningWaits AroundTheClock(EveningWaits evening, Chance chance)
    {
        for (var i = 0; i < 24 * 18; i++)
        {
            var (place, minute, size) = (i, i * 60 / 18.0, 1 + i % 3 * 2);
            evening = evening.Joined(place, size, minute);
            evening = i < 9 ? evening : evening.Called(place - 9, minute + chance.Uniform(0, 2));
        }

        return evening;
    }
}
