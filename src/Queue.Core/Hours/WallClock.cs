using System.Diagnostics.CodeAnalysis;
using NodaTime;
using NodaTime.TimeZones;

namespace Queue.Core.Hours;

/// <summary>
/// The clock on a venue's wall: turns its times of day into instants and back, by the rules of the IANA time zone database
/// (the copy that comes with NodaTime, so that the same hours mean the same everywhere).
/// </summary>
public sealed class WallClock
{
    // A later time of day is never an earlier instant by this: hours keep their order on every night of the year.
    private static readonly ZoneLocalMappingResolver Rule =
        Resolvers.CreateMappingResolver(Resolvers.ReturnLater, Resolvers.ReturnStartOfIntervalAfter);

    private readonly DateTimeZone zone;

    private WallClock(DateTimeZone zone) => this.zone = zone;

    /// <summary>Finds the clock of a time zone.</summary>
    /// <param name="name">An IANA name such as <c>Europe/Berlin</c>; capitals matter.</param>
    /// <param name="clock">The clock, when there is such a zone.</param>
    /// <returns><see langword="true"/> when there is one.</returns>
    public static bool TryFind(string? name, [NotNullWhen(true)] out WallClock? clock)
    {
        clock = name is not null && DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) is { } zone ? new WallClock(zone) : null;
        return clock is not null;
    }

    /// <summary>The clock of a time zone that is known to exist.</summary>
    /// <param name="name">An IANA name.</param>
    /// <returns>The clock.</returns>
    /// <exception cref="ArgumentException">There is no such zone.</exception>
    public static WallClock Of(string name) =>
        TryFind(name, out var clock) ? clock : throw new ArgumentException("Not the IANA name of a time zone.", nameof(name));

    /// <summary>
    /// The instant of a time of day. One that the zone skips in spring counts as the first one after the gap, one that it repeats in
    /// autumn as the second.
    /// </summary>
    /// <param name="day">The day.</param>
    /// <param name="time">The time of that day.</param>
    /// <returns>The instant, in UTC.</returns>
    public DateTimeOffset InstantOf(DateOnly day, TimeOnly time) =>
        zone.ResolveLocal(LocalDateTime.FromDateTime(day.ToDateTime(time)), Rule).ToInstant().ToDateTimeOffset();

    /// <summary>What the wall shows at an instant.</summary>
    /// <param name="instant">The instant.</param>
    /// <returns>The same instant with the zone's offset.</returns>
    public DateTimeOffset Local(DateTimeOffset instant) =>
        Instant.FromDateTimeOffset(instant).InZone(zone).ToDateTimeOffset();

    /// <summary>The day that the wall shows at an instant.</summary>
    /// <param name="instant">The instant.</param>
    /// <returns>The day.</returns>
    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(Local(instant).DateTime);
}
