namespace Queue.Benchmarks.Estimates;

/// <summary>The venues that estimates are judged by.</summary>
internal static class SimulatedVenues
{
    /// <summary>26 tables of all sizes.</summary>
    public static readonly Venue Medium = new(
        "26 tables, mixed", [new(1, 2, 10), new(2, 4, 12), new(4, 6, 3), new(5, 8, 1)], [14, 34, 40, 34, 18], 75);

    /// <summary>11 tables.</summary>
    public static readonly Venue Small = new("11 tables", [new(1, 2, 5), new(2, 4, 5), new(4, 8, 1)], [6, 12, 14, 12, 6], 80);

    /// <summary>26 tables, most of them of four.</summary>
    public static readonly Venue BigTables = new(
        "26 tables, mostly of four", [new(1, 2, 2), new(1, 4, 20), new(4, 8, 4)], [16, 34, 40, 34, 16], 75);

    /// <summary>Four counters.</summary>
    public static readonly Venue PopUp = Venue.WithCounters("four counters", 4, 7, [20, 40, 44, 34, 16], 60);

    public static readonly Venue TwoCounters = Venue.WithCounters("two counters", 2, 7, [10, 20, 22, 17, 8], 60);

    /// <summary>Only couples can be seated, so only they come.</summary>
    public static readonly Venue TablesOfTwo = new("40 tables of two", [new(1, 2, 40)], [24, 52, 62, 52, 24], 75) { SizeWeights = [1, 8] };

    /// <summary>Half of the parties are six or more.</summary>
    public static readonly Venue LargeParties = new(
        "half the parties six or more", [new(1, 2, 4), new(2, 4, 6), new(4, 8, 10)], [8, 20, 24, 20, 8], 75)
    {
        SizeWeights = [4, 20, 8, 12, 6, 25, 13, 12],
    };

    /// <summary>From 20:00 on everybody stays half as long again.</summary>
    public static readonly Venue SlowKitchen = Medium with { Name = "a kitchen that is slow after 20:00", SlowFrom = 180, SlowFactor = 1.5 };

    /// <summary>Those for which there is a gate.</summary>
    public static readonly IReadOnlyList<Venue> Gated = [Medium, Small, BigTables, PopUp];

    /// <summary>Those that must not be served worse than by a rule of thumb.</summary>
    public static readonly IReadOnlyList<Venue> Others = [TwoCounters, TablesOfTwo, LargeParties, SlowKitchen];
}
