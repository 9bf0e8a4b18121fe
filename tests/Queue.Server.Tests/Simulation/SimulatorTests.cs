using System.Globalization;

namespace Queue.Server.Tests.Simulation;

/// <summary><c>QUEUE_TEST_SEEDS</c> says how many evenings (200), <c>QUEUE_TEST_SEED</c> replays one.</summary>
public sealed class SimulatorTests
{
    /// <summary>Seeds that once showed a fault; they are run for ever.</summary>
    private static readonly int[] Corpus = [274, 1055, 2901, 3561];

    [Fact]
    public void I1_I3_I4_I5_I7_I9_hold_in_every_evening_whatever_fails()
    {
        var seeds = Setting("QUEUE_TEST_SEED") is { } one
            ? [one]
            : Corpus.Concat(Enumerable.Range(1, Setting("QUEUE_TEST_SEEDS") ?? 200));
        foreach (var seed in seeds)
        {
            try
            {
                Simulator.Run(seed);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"QUEUE_TEST_SEED={seed} shows: {e.Message}", e);
            }
        }
    }

    [Theory]
    [InlineData(7)]
    [InlineData(2026)]
    public void The_same_seed_is_the_same_evening(int seed) => Assert.Equal(Simulator.Run(seed), Simulator.Run(seed));

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : null;
}
