using System.Text;
using System.Text.Json;
using Queue.Benchmarks.Estimates;
using Queue.Core.Estimates;
using Queue.Core.Rooms;

namespace Queue.Core.Tests.Estimates;

/// <summary>Evenings that the tests tell their stories with.</summary>
internal static class Evenings
{
    public const int Five = 17 * 60;

    /// <summary>Two counters that take seven minutes each: somebody is called every three and a half.</summary>
    public static readonly VenuePrior TwoCounters = VenuePrior.ForCounters(7, 2);

    public static EveningWaits First(VenuePrior? prior = null) => EveningWaits.Open(null, prior ?? VenuePrior.Unknown, Five);

    /// <summary>Parties of one size that join at a minute, at the places 1, 2, 3 …</summary>
    public static EveningWaits With(this EveningWaits evening, int parties, int size = 2, double minute = 0) =>
        Enumerable.Range(1, parties).Aggregate(evening, (so, i) => so.Joined(so.Line.Count + i * 1000, size, minute));

    /// <summary>A venue after some evenings.</summary>
    public static EstimateModel Learned(Venue venue, int evenings, int seed = 1)
    {
        var (trial, chance) = (new Trial(VenuePrior.Unknown), new Chance(seed));
        for (var i = 0; i < evenings; i++)
        {
            trial.Play(SimulatedEvening.Play(venue, chance));
        }

        return trial.Model;
    }

    public static EveningWaits Happen(this EveningWaits evening, LineEvent happened) => happened.Kind switch
    {
        LineEventKind.Join => evening.Joined(happened.Party, happened.Size, happened.Minute),
        LineEventKind.Call => evening.Called(happened.Party, happened.Minute),
        LineEventKind.Leave => evening.Left(happened.Party, happened.Minute),
        _ => evening.At(happened.Minute),
    };

    public static string Bytes(EveningWaits evening) => Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(evening, RoomJson.Storage.EveningWaits));

    public static string Bytes(EstimateModel model) => JsonSerializer.Serialize(model, RoomJson.Storage.EstimateModel);

    public static EveningWaits ReadBack(EveningWaits evening) => Assert.IsType<EveningWaits>(JsonSerializer.Deserialize(Bytes(evening), RoomJson.Storage.EveningWaits));

    public static EstimateModel ReadBack(EstimateModel model) =>
        Assert.IsType<EstimateModel>(JsonSerializer.Deserialize(Bytes(model), RoomJson.Storage.EstimateModel));

    /// <summary>An estimate that may be told: steps of five, at least one wide, the point within.</summary>
    public static void AssertSound(WaitQuote quote)
    {
        Assert.True(double.IsFinite(quote.PointMinutes) && double.IsFinite(quote.Inputs.PaceMinutes) && double.IsFinite(quote.Inputs.ToldMinutes));
        Assert.Equal((0, 0), (quote.LowMinutes % 5, quote.HighMinutes % 5));
        Assert.True(quote.LowMinutes >= 0 && quote.HighMinutes >= quote.LowMinutes + 5, $"{quote.LowMinutes} to {quote.HighMinutes}");
        Assert.InRange(quote.PointMinutes, quote.LowMinutes, quote.HighMinutes);
    }
}
