using System.Collections.Immutable;

namespace Queue.Core.Hours;

/// <summary>When a venue is open, by the clock on its wall.</summary>
/// <param name="TimeZone">IANA name of the zone of that clock.</param>
/// <param name="Week">The hours of a week; they do not overlap (<see cref="Overlap"/>). A day may have several.</param>
/// <param name="ClosedDates">Days on which nothing begins.</param>
public sealed record WeeklyHours(string TimeZone, ImmutableList<DayHours> Week, ImmutableList<DateOnly> ClosedDates)
{
    private const int MinutesOfDay = 24 * 60;
    private const int MinutesOfWeek = 7 * MinutesOfDay;

    /// <summary>Tells whether hours of a week overlap; one that ends when another begins does not.</summary>
    /// <param name="week">The hours.</param>
    /// <returns><see langword="true"/> when two of them share a minute.</returns>
    public static bool Overlap(IReadOnlyCollection<DayHours> week)
    {
        ArgumentNullException.ThrowIfNull(week);
        var spans = week.Select(SpanOf).Order().ToList();
        return spans.Index().Any(span =>
            span.Item.End > (span.Index + 1 < spans.Count ? spans[span.Index + 1].Start : spans[0].Start + MinutesOfWeek));
    }

    /// <summary>Finds a session: the one that runs at an instant, else the next one.</summary>
    /// <param name="at">The instant.</param>
    /// <param name="notBefore">None that opens before this instant; <see langword="null"/> for any.</param>
    /// <returns>The session, or <see langword="null"/> when there is none: the week has no hours.</returns>
    public Session? Next(DateTimeOffset at, DateTimeOffset? notBefore)
    {
        var clock = WallClock.Of(TimeZone);
        var from = notBefore > at ? notBefore.Value : at;
        var day = clock.DayOf(from).AddDays(-1);

        // Every closed day can put it off by a week, and a session that a spring night skips by one more.
        for (var last = day.AddDays(7 * (ClosedDates.Count + 3)); day <= last; day = day.AddDays(1))
        {
            if (!ClosedDates.Contains(day) && On(day, clock).FirstOrDefault(session => session.ClosesAt > at && !(session.OpensAt < notBefore)) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private IEnumerable<Session> On(DateOnly day, WallClock clock) => Week
        .Where(hours => hours.Day == day.DayOfWeek)
        .Select(hours => new Session(
            clock.InstantOf(day, hours.Open), clock.InstantOf(hours.CrossesMidnight ? day.AddDays(1) : day, hours.Close)))
        .Where(session => session.ClosesAt > session.OpensAt)
        .OrderBy(session => session.OpensAt);

    private static (int Start, int End) SpanOf(DayHours hours)
    {
        var start = ((int)hours.Day * MinutesOfDay) + MinuteOf(hours.Open);
        var length = MinuteOf(hours.Close) - MinuteOf(hours.Open);
        return (start, start + length + (hours.CrossesMidnight ? MinutesOfDay : 0));
    }

    private static int MinuteOf(TimeOnly time) => (time.Hour * 60) + time.Minute;
}

/// <summary>Hours on one day of the week.</summary>
/// <param name="Day">The day on which it opens.</param>
/// <param name="Open">Opening time of day.</param>
/// <param name="Close">Closing time of day: of the next day when it is not after <paramref name="Open"/>.</param>
public sealed record DayHours(DayOfWeek Day, TimeOnly Open, TimeOnly Close)
{
    /// <summary>It closes on the next day.</summary>
    internal bool CrossesMidnight => Close <= Open;
}

/// <summary>One time that a venue is open.</summary>
/// <param name="OpensAt">When it opens.</param>
/// <param name="ClosesAt">When it closes, later than that.</param>
public sealed record Session(DateTimeOffset OpensAt, DateTimeOffset ClosesAt);
