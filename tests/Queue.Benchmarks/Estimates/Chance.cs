namespace Queue.Benchmarks.Estimates;

/// <summary>The draws of a simulated venue. The same seed gives the same evenings.</summary>
internal sealed class Chance(int seed)
{
    private readonly Random random = new(seed);

    public double Uniform(double low, double high) => low + (high - low) * random.NextDouble();

    public bool Happens(double probability) => random.NextDouble() < probability;

    public double Exponential(double mean) => -mean * Math.Log(1 - random.NextDouble());

    /// <summary>A lognormal factor with the median 1.</summary>
    public double Factor(double sigma) => Math.Exp(sigma * Normal());

    /// <summary>A lognormal draw of this mean and coefficient of variation.</summary>
    public double LogNormal(double mean, double variation)
    {
        var variance = Math.Log(1 + variation * variation);
        return mean * Math.Exp(Math.Sqrt(variance) * Normal() - variance / 2);
    }

    /// <summary>The index of one of the weights, each as likely as it is heavy.</summary>
    public int Pick(IReadOnlyList<double> weights)
    {
        var left = random.NextDouble() * weights.Sum();
        for (var i = 0; i < weights.Count - 1; i++)
        {
            left -= weights[i];
            if (left < 0)
            {
                return i;
            }
        }

        return weights.Count - 1;
    }

    // Box and Muller, 1958.
    private double Normal() =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
