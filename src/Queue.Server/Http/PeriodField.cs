using System.Globalization;
using Queue.Core.Hours;

namespace Queue.Server.Http;

/// <summary>One end of a period in a query: a date by the clock on a wall, an instant (ISO 8601) or epoch milliseconds.</summary>
internal static class PeriodField
{
    /// <summary>Reads it; <see langword="null"/> when it is none of these.</summary>
    /// <param name="text">What came.</param>
    /// <param name="clock">Whose dates.</param>
    /// <param name="fallback">What nothing means.</param>
    public static DateTimeOffset? Read(string text, WallClock clock, DateTimeOffset fallback)
    {
        if (text.Length == 0)
        {
            return fallback;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return clock.InstantOf(day, TimeOnly.MinValue);
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var ms) && ms < 253_402_300_800_000
                ? DateTimeOffset.FromUnixTimeMilliseconds(ms)
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
                ? at
            : null;
    }
}
