using System.Collections.Immutable;

namespace Queue.Core.Waitlist;

/// <summary>How a waitlist behaves. The defaults are those of a counter.</summary>
public sealed record WaitlistOptions
{
    /// <summary>The largest sum of party sizes that may wait at once.</summary>
    public int MaxGuests { get; init; } = 100;

    /// <summary>IANA name of the time zone of the opening hours.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>How long a called party has to come, in seconds: 30 to 1800.</summary>
    public int CallWindowSeconds { get; init; } = 120;

    /// <summary>What happens when it does not come in time.</summary>
    public CallExpiry OnCallExpired { get; init; } = CallExpiry.NoShowAndCallNext;

    /// <summary>The positions at which a party is told that it is getting close; at most four, each 1 or more.</summary>
    public ImmutableList<int> NudgePositions { get; init; } = [2, 5];

    /// <summary>Two parties may have the same name.</summary>
    public bool AllowDuplicateNames { get; init; }

    /// <summary>The largest party that may join, 1 to 100.</summary>
    public int MaxPartySize { get; init; } = 20;

    /// <summary>What the lobby display tells about a party.</summary>
    public DisplayNames DisplayNames { get; init; } = DisplayNames.Number;

    /// <summary>Whom a shown position counts.</summary>
    public PositionBasis PositionBy { get; init; } = PositionBasis.Overall;

    /// <summary>Guests may ask for more time (<see cref="Waitlist.Snooze"/>).</summary>
    public bool Snooze { get; init; } = true;

    /// <summary>Minutes that a party keeps a table; with <see cref="Tables"/>, what estimates start from.</summary>
    public int? TurnMinutes { get; init; }

    /// <summary>The venue's tables.</summary>
    public ImmutableList<TableGroup>? Tables { get; init; }

    /// <summary>Minutes that serving one party takes; with <see cref="Counters"/>, what estimates start from.</summary>
    public int? ServiceMinutes { get; init; }

    /// <summary>How many parties can be served at once.</summary>
    public int? Counters { get; init; }

    /// <summary>Tells whether these options mean the same.</summary>
    /// <param name="other">Other options.</param>
    /// <returns><see langword="true"/> when every value is equal, those in lists too.</returns>
    public bool IsSame(WaitlistOptions other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return NudgePositions.SequenceEqual(other.NudgePositions)
            && (Tables ?? []).SequenceEqual(other.Tables ?? [])
            && this with { NudgePositions = other.NudgePositions, Tables = other.Tables } == other;
    }

    /// <summary>The defaults of a restaurant: eight minutes to come, the host decides, positions by size band.</summary>
    /// <returns>The options.</returns>
    public static WaitlistOptions Restaurant() => new()
    {
        CallWindowSeconds = 480,
        OnCallExpired = CallExpiry.Keep,
        PositionBy = PositionBasis.SizeBand,
    };
}

/// <summary>Tables of one size.</summary>
/// <param name="Seats">Seats at each, 1 or more.</param>
/// <param name="Count">How many there are, 1 or more.</param>
public sealed record TableGroup(int Seats, int Count);

/// <summary>What happens when a call is not answered in time.</summary>
public enum CallExpiry
{
    /// <summary>The party becomes a no-show and the next one is called.</summary>
    NoShowAndCallNext,

    /// <summary>The party becomes a no-show.</summary>
    NoShow,

    /// <summary>Nothing: the host decides.</summary>
    Keep,
}

/// <summary>Whom a shown position counts.</summary>
public enum PositionBasis
{
    /// <summary>Every live party ahead.</summary>
    Overall,

    /// <summary>Only live parties ahead that are of the same size band, as these compete for the same tables.</summary>
    SizeBand,
}

/// <summary>What the lobby display tells about a party.</summary>
public enum DisplayNames
{
    /// <summary>Its ticket number.</summary>
    Number,

    /// <summary>Its ticket number and, to viewers with a token, the first letter of its name.</summary>
    Initial,

    /// <summary>Nothing: parties are not listed.</summary>
    None,
}
