using System.Security.Cryptography;

namespace Queue.Server.Demo;

/// <summary>What is left to chance in a demo.</summary>
internal static class Chance
{
    private const int Parts = 1_000_000;

    /// <summary>Happens in a step of this length when it happens every so often on average.</summary>
    public static bool InStep(TimeSpan step, TimeSpan every) => Of(step / every);

    public static bool Of(double probability) => RandomNumberGenerator.GetInt32(Parts) < probability * Parts;

    /// <summary>A time between two, both in minutes.</summary>
    public static TimeSpan Minutes(double least, double most) =>
        TimeSpan.FromMinutes(least + ((most - least) * RandomNumberGenerator.GetInt32(Parts) / Parts));

    public static T From<T>(IReadOnlyList<T> choices) => choices[RandomNumberGenerator.GetInt32(choices.Count)];
}
