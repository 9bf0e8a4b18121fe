namespace Queue.Benchmarks.Estimates;

/// <summary>How good what was told turned out to be. Shares are of 1, times in minutes.</summary>
internal sealed class Accuracy(IReadOnlyList<Outcome> outcomes)
{
    private const int Very = 10;

    public int Count => outcomes.Count;

    public double MeanWait => outcomes.Average(outcome => outcome.Waited);

    public double Error => MeanError(outcome => outcome.Told.PointMinutes);

    public double ErrorByCount => MeanError(outcome => outcome.Rules.ByCount);

    public double ErrorByMean => MeanError(outcome => outcome.Rules.ByMean);

    public double ErrorByLast => MeanError(outcome => outcome.Rules.ByLast);

    /// <summary>Called after the range's end.</summary>
    public double LateShare => Share(outcome => outcome.Waited > outcome.Told.HighMinutes);

    /// <summary>Called more than ten minutes after it.</summary>
    public double VeryLateShare => Share(outcome => outcome.Waited > outcome.Told.HighMinutes + Very);

    /// <summary>Called more than ten minutes before its beginning.</summary>
    public double EarlyShare => Share(outcome => outcome.Waited < outcome.Told.LowMinutes - Very);

    /// <summary>Called within it.</summary>
    public double Coverage =>
        Share(outcome => outcome.Waited >= outcome.Told.LowMinutes && outcome.Waited <= outcome.Told.HighMinutes);

    public double MeanWidth => outcomes.Average(outcome => outcome.Told.HighMinutes - outcome.Told.LowMinutes);

    private double MeanError(Func<Outcome, double> told) => outcomes.Average(outcome => Math.Abs(outcome.Waited - told(outcome)));

    private double Share(Func<Outcome, bool> which) => outcomes.Count(which) / (double)Count;
}
