using System.Globalization;

namespace Queue.Core.Waitlist;

/// <summary>Turns opening hours by the clock on the wall into instants.</summary>
public static class OpeningHours
{
    /// <summary>Reads a time of day.</summary>
    /// <param name="text">The text.</param>
    /// <param name="time">The time, when the text is one.</param>
    /// <returns><see langword="true"/> when the text is <c>HH:mm</c>, 00:00 to 23:59.</returns>
    public static bool TryParse(string? text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    /// <summary>
    /// Finds the session that hours mean now: the one that is running, else the next one. Hours whose closing is not after their
    /// opening cross midnight. A time that the zone skips in spring counts as the first one after the gap, one that it
    /// repeats in autumn as the second.
    /// </summary>
    /// <param name="open">Opening time of day; <see langword="null"/> means at once.</param>
    /// <param name="close">Closing time of day; <see langword="null"/> means none.</param>
    /// <param name="zone">The venue's time zone.</param>
    /// <param name="now">The instant to start from.</param>
    /// <returns>When the session opens (<see langword="null"/> when it is open already) and closes.</returns>
    public static (DateTimeOffset? OpensAt, DateTimeOffset? ClosesAt) Resolve(
        TimeOnly? open, TimeOnly? close, TimeZoneInfo zone, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        for (var day = today.AddDays(-1); ; day = day.AddDays(1))
        {
            DateTimeOffset? opens = open is { } o ? Instant(day, o, zone) : null;
            DateTimeOffset? closes = close is { } c ? Instant(c <= open ? day.AddDays(1) : day, c, zone) : null;
            if (closes > now || (closes is null && day == today))
            {
                return (opens > now ? opens : null, closes);
            }
        }
    }

    private static DateTimeOffset Instant(DateOnly day, TimeOnly time, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(time);
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
