using Queue.Benchmarks.Estimates;
using Queue.Core.Estimates;

namespace Queue.Core.Tests.Estimates;

public sealed class AccuracyTests
{
    public static TheoryData<string> Gated => [.. SimulatedVenues.Gated.Select(venue => venue.Name)];

    public static TheoryData<string> All => [.. SimulatedVenues.Gated.Concat(SimulatedVenues.Others).Select(venue => venue.Name)];

    [Theory]
    [MemberData(nameof(Gated))]
    public void After_ten_evenings_the_error_is_two_thirds_of_that_of_a_rule_of_thumb_at_most_and_few_are_called_late(string name)
    {
        var (trial, chance) = (new Trial(VenuePrior.Unknown), new Chance(11));
        var evenings = Enumerable.Range(0, 40).Select(_ => trial.Play(SimulatedEvening.Play(Find(name), chance))).ToList();
        var accuracy = new Accuracy([.. evenings.Skip(10).SelectMany(outcomes => outcomes)]);
        Assert.InRange(accuracy.Error, 0, Math.Min(accuracy.ErrorByCount, accuracy.ErrorByMean) * 2 / 3);
        Assert.InRange(accuracy.LateShare, 0, 0.2);
        Assert.InRange(accuracy.MeanWidth, 5, 30);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_first_evening_of_a_venue_is_told_no_worse_than_by_the_mean_of_its_last_waits(string name)
    {
        var first = Enumerable.Range(100, 24).SelectMany(seed => new Trial(VenuePrior.Unknown).Play(SimulatedEvening.Play(Find(name), new Chance(seed))));
        var accuracy = new Accuracy([.. first]);
        Assert.InRange(accuracy.Error, 0, accuracy.ErrorByMean);
    }

    private static Venue Find(string name) => SimulatedVenues.Gated.Concat(SimulatedVenues.Others).Single(venue => venue.Name == name);
}
