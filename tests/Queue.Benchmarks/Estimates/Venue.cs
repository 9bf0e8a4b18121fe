namespace Queue.Benchmarks.Estimates;

/// <summary>Tables that take the same parties, or counters.</summary>
/// <param name="MinSize">The smallest party that is seated there.</param>
/// <param name="Seats">The largest.</param>
/// <param name="Count">How many there are.</param>
internal sealed record Seating(int MinSize, int Seats, int Count);

/// <summary>A simulated venue.</summary>
internal sealed record Venue(string Name, IReadOnlyList<Seating> Seatings, IReadOnlyList<double> ArrivalsPerHour, double PatienceMinutes)
{
    /// <summary>Mean dining minutes by party size, from 1 to 8, rounded from a 240-seat restaurant that S. E. Kimes and G. M. Thompson studied.</summary>
    public static readonly IReadOnlyList<double> DiningMinutes = [41, 48, 50, 53, 60, 62, 65, 72];

    /// <summary>How many parties of 1, 2, 3 … people come.</summary>
    public IReadOnlyList<double> SizeWeights { get; init; } = [6, 48, 14, 18, 6, 5, 1, 2];

    /// <summary>Mean minutes of one service at a counter; <see langword="null"/> where people dine.</summary>
    public double? ServiceMinutes { get; init; }

    /// <summary>Coefficient of variation of dining or of service.</summary>
    public double Variation { get; init; } = 0.35;

    /// <summary>Standard deviation, in logarithms, of how fast an evening is.</summary>
    public double SpeedSigma { get; init; } = 0.12;

    /// <summary>Standard deviation, in logarithms, of how many come in an evening.</summary>
    public double DemandSigma { get; init; } = 0.15;

    /// <summary>The minute of the evening from which on everything takes <see cref="SlowFactor"/> times as long.</summary>
    public double SlowFrom { get; init; } = double.PositiveInfinity;

    public double SlowFactor { get; init; } = 1;

    /// <summary>Whether it is always the first in line that is called next.</summary>
    public bool HasCounters => ServiceMinutes is not null;

    public static Venue WithCounters(string name, int counters, double service, IReadOnlyList<double> arrivals, double patience) =>
        new(name, [new Seating(1, 99, counters)], arrivals, patience)
        {
            ServiceMinutes = service,
            Variation = 0.8,
            SizeWeights = [1],
        };
}
