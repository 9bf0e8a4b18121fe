using System.Globalization;
using Queue.Benchmarks.Estimates;
using Queue.Benchmarks.Report;
using Queue.Core.Estimates;
using Queue.Core.Waitlist;

namespace Queue.Benchmarks.Rows;

/// <summary>
/// The wait estimates on simulated venues: what was told at joining against when the party was called, in 60 evenings after 20 to
/// learn, of five seeds, and on the first evening of 400 venues. Nothing here depends on the machine.
/// </summary>
internal static class WaitEstimates
{
    /// <summary>The argument that prints the whole table without starting any server.</summary>
    public const string Mode = "estimates";

    private const int Seeds = 5;
    private const int LearningEvenings = 20;
    private const int Evenings = 60;
    private const int FirstEvenings = 400;

    // What a host would answer who has never measured it.
    private const double TurnMinutes = 50;

    public static Task<IReadOnlyList<Row>> MeasureAsync(Bench bench) =>
        Task.FromResult<IReadOnlyList<Row>>([.. Results().Select(ToRow)]);

    /// <summary>Plays all venues.</summary>
    public static IEnumerable<VenueResult> Results() =>
        SimulatedVenues.Gated.Select(venue => Play(venue, isGated: true)).Concat(SimulatedVenues.Others.Select(venue => Play(venue, isGated: false)));

    private static VenueResult Play(Venue venue, bool isGated)
    {
        var (learned, largest) = (new List<Outcome>(), 0);
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var (trial, chance) = (new Trial(VenuePrior.Unknown), new Chance(seed));
            for (var evening = 0; evening < LearningEvenings + Evenings; evening++)
            {
                var outcomes = trial.Play(SimulatedEvening.Play(venue, chance));
                if (evening >= LearningEvenings)
                {
                    learned.AddRange(outcomes);
                }
            }

            largest = Math.Max(largest, trial.ModelBytes);
        }

        return new VenueResult(
            venue.Name, isGated, new Accuracy(learned), First(venue, VenuePrior.Unknown), First(venue, Answers(venue)), largest);
    }

    private static Accuracy First(Venue venue, VenuePrior prior) => new([.. Enumerable.Range(1, FirstEvenings)
        .SelectMany(i => new Trial(prior).Play(SimulatedEvening.Play(venue, new Chance(1000 * Seeds + i))))]);

    private static VenuePrior Answers(Venue venue) => venue.ServiceMinutes is { } service
        ? VenuePrior.ForCounters(service, venue.Seatings[0].Count)
        : VenuePrior.ForTables(TurnMinutes, venue.Seatings.Select(seating => new TableGroup(seating.Seats, seating.Count)));

    private static Row ToRow(VenueResult result) => new(
        $"wait estimates, {result.Venue}",
        result.IsGated ? "error ≤ 0.65 x A and B, and more" : "error ≤ A and B",
        string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Learned.Error:F1} min against A {result.Learned.ErrorByCount:F1}, B {result.Learned.ErrorByMean:F1}; late {result.Learned.LateShare:P0}"),
        string.Create(CultureInfo.InvariantCulture, $"{result.Ratio:F2} x"),
        result.IsMet);
}

/// <summary>How the estimates did in one venue.</summary>
internal sealed record VenueResult(
    string Venue, bool IsGated, Accuracy Learned, Accuracy First, Accuracy FirstWithAnswers, int LargestModelBytes)
{
    private const double GoalRatio = 0.65;

    /// <summary>The error against that of the better of A and B.</summary>
    public double Ratio => Learned.Error / Math.Min(Learned.ErrorByCount, Learned.ErrorByMean);

    public bool IsMet => IsFirstMet && (IsGated
        ? Ratio <= GoalRatio && Learned.LateShare <= 0.2 && Learned.VeryLateShare <= 0.06 && Learned.MeanWidth <= 30
        : Ratio <= 1);

    private bool IsFirstMet => First.Error <= First.ErrorByCount && First.Error <= First.ErrorByMean;
}
