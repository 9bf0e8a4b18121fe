namespace Queue.Benchmarks.Estimates;

/// <summary>What a rule of thumb would tell a party, in minutes.</summary>
/// <param name="ByCount">A: people ahead × 3.</param>
/// <param name="ByMean">B: the mean of the last 30 waits within 4 hours.</param>
/// <param name="ByLast">C: the last wait.</param>
internal readonly record struct RuleQuotes(double ByCount, double ByMean, double ByLast);

/// <summary>The rules of thumb. Before anybody was called in an evening, B and C tell the mean of all waits ever, at first 15 minutes.</summary>
internal sealed class Baselines
{
    private const double MinutesAhead = 3;
    private const double FirstGuess = 15;
    private const int LastWaits = 30;
    private const double WindowMinutes = 240;

    private readonly List<(double Called, double Waited)> tonight = [];
    private double allWaited;
    private int allCalled;

    public void Open() => tonight.Clear();

    public RuleQuotes Quote(int ahead, double minute)
    {
        var usual = allCalled == 0 ? FirstGuess : allWaited / allCalled;
        var recent = tonight.Where(call => minute - call.Called <= WindowMinutes).TakeLast(LastWaits).Select(call => call.Waited);
        return new RuleQuotes(MinutesAhead * ahead, recent.DefaultIfEmpty(usual).Average(), tonight is [.., var last] ? last.Waited : usual);
    }

    public void Called(double waited, double minute)
    {
        tonight.Add((minute, waited));
        allWaited += waited;
        allCalled++;
    }
}
