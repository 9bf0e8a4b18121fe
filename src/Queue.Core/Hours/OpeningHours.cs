using System.Globalization;

namespace Queue.Core.Hours;

/// <summary>Opening hours that are the same every day, as a queue of its own has them.</summary>
public static class OpeningHours
{
    /// <summary>Reads a time of day.</summary>
    /// <param name="text">The text.</param>
    /// <param name="time">The time, when the text is one.</param>
    /// <returns><see langword="true"/> when the text is <c>HH:mm</c>, 00:00 to 23:59.</returns>
    public static bool TryParse(string? text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    /// <summary>Writes a time of day as <see cref="TryParse"/> reads it.</summary>
    /// <param name="time">The time.</param>
    /// <returns><c>HH:mm</c>.</returns>
    public static string Write(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>
    /// Finds the session that hours mean now: the one that is running, else the next one. Hours whose closing is not after their
    /// opening cross midnight. What clock changes do to a time of day says <see cref="WallClock.InstantOf"/>.
    /// </summary>
    /// <param name="open">Opening time of day; <see langword="null"/> means at once.</param>
    /// <param name="close">Closing time of day; <see langword="null"/> means none.</param>
    /// <param name="clock">The venue's clock.</param>
    /// <param name="now">The instant to start from.</param>
    /// <returns>When the session opens (<see langword="null"/> when it is open already) and closes.</returns>
    public static (DateTimeOffset? OpensAt, DateTimeOffset? ClosesAt) Resolve(
        TimeOnly? open, TimeOnly? close, WallClock clock, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var today = clock.DayOf(now);
        for (var day = today.AddDays(-1); ; day = day.AddDays(1))
        {
            DateTimeOffset? opens = open is { } o ? clock.InstantOf(day, o) : null;
            DateTimeOffset? closes = close is { } c ? clock.InstantOf(c <= open ? day.AddDays(1) : day, c) : null;
            if (closes > now || (closes is null && day == today))
            {
                return (opens > now ? opens : null, closes);
            }
        }
    }
}
