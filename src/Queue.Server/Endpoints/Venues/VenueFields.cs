using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Queue.Core.Hours;
using Queue.Core.Venues;
using Queue.Core.Waitlist;
using Queue.Server.Configuration;
using Queue.Server.Endpoints.Waitlist;
using Queue.Server.Http;

namespace Queue.Server.Endpoints.Venues;

/// <summary>The fields of a venue, of which any may be absent.</summary>
internal static class VenueFields
{
    private const int MaxHours = 50;
    private const int MaxClosedDates = 400;
    private const int MaxLastCallMinutes = 240;
    private const string WrongHours =
        "openingHours must be 1 to 50 entries {day, open, close}: day monday to sunday, open and close two different times HH:mm";

    /// <summary>Reads them as a change of a venue that has none of them yet, or of one that is there.</summary>
    public static (Core.Venues.ChangeVenue? Change, Problem? Problem) Read(JsonBody body, QueueOptions queue, LimitOptions bounds)
    {
        string? name = null, slug = null, location = null, contact = null, zone = null;
        ImmutableList<DayHours>? week = null;
        ImmutableList<DateOnly>? closed = null;
        int? lastCall = null;
        WaitlistOptions? defaults = null;
        var problem = body.OnlyFields(
                "name", "slug", "location", "contactInfo", "timeZone", "openingHours", "closedDates", "lastCallMinutes", "defaults")
            ?? Fields.DisplayedText(body, "name", Fields.MaxEventNameGraphemes, Fields.MaxEventNameLength, out name)
            ?? (body.Find("name") is not null && name is null ? Problem.Field("name", "name is required") : null)
            ?? Slug(body, out slug)
            ?? Text(body, "location", out location)
            ?? Text(body, "contactInfo", out contact)
            ?? Zone(body, out zone)
            ?? Week(body, out week)
            ?? ClosedDates(body, out closed)
            ?? body.Integer("lastCallMinutes", 0, MaxLastCallMinutes, out lastCall)
            ?? Defaults(body, queue, bounds, out defaults);
        return problem is not null ? (null, problem) : (new Core.Venues.ChangeVenue
        {
            Name = name,
            Slug = slug,
            Location = location,
            ContactInfo = contact,
            TimeZone = zone,
            Week = week,
            ClosedDates = closed,
            LastCallMinutes = lastCall,
            Defaults = defaults,
        }, null);
    }

    private static Problem? Slug(JsonBody body, out string? slug) => body.Text("slug", out slug)
        ?? (slug is null || VenueSlug.IsValid(slug)
            ? null
            : Problem.Field("slug", "slug must be 3 to 60 of a to z, 0 to 9 and -, with no - at either end"));

    // Here empty is not absent: it takes the text away.
    private static Problem? Text(JsonBody body, string name, out string? text)
    {
        var problem = Fields.DisplayedText(body, name, Fields.MaxTextGraphemes, Fields.MaxTextLength, out text);
        text ??= body.Find(name) is null ? null : "";
        return problem;
    }

    private static Problem? Zone(JsonBody body, out string? zone) => body.Text("timeZone", out zone)
        ?? (zone is null || WallClock.TryFind(zone, out _) ? null : Problem.Field("timeZone", OptionFields.WrongZone));

    private static Problem? Week(JsonBody body, out ImmutableList<DayHours>? week)
    {
        week = null;
        if (body.Find("openingHours") is not { } element)
        {
            return null;
        }

        var hours = element.ValueKind == JsonValueKind.Array && element.GetArrayLength() is > 0 and <= MaxHours
            ? element.EnumerateArray().Select(Hours).ToList()
            : [null];
        if (hours.Contains(null))
        {
            return Problem.Field("openingHours", WrongHours);
        }

        week = hours.OfType<DayHours>().ToImmutableList();
        return WeeklyHours.Overlap(week) ? Problem.Field("openingHours", "openingHours must not overlap") : null;
    }

    private static DayHours? Hours(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && item.EnumerateObject().Count() == 3
        && Day(TextOf(item, "day")) is { } day
        && OpeningHours.TryParse(TextOf(item, "open"), out var open)
        && OpeningHours.TryParse(TextOf(item, "close"), out var close)
        && open != close
            ? new DayHours(day, open, close)
            : null;

    private static DayOfWeek? Day(string? text) =>
        Enum.GetValues<DayOfWeek>().Where(day => string.Equals(VenueReply.NameOf(day), text, StringComparison.Ordinal)).Cast<DayOfWeek?>().FirstOrDefault();

    private static string? TextOf(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static Problem? ClosedDates(JsonBody body, out ImmutableList<DateOnly>? dates)
    {
        dates = null;
        if (body.Find("closedDates") is not { } element)
        {
            return null;
        }

        var read = element.ValueKind == JsonValueKind.Array && element.GetArrayLength() <= MaxClosedDates
            ? element.EnumerateArray().Select(Date).ToList()
            : [null];
        dates = [.. read.OfType<DateOnly>().Distinct().Order()];
        return read.Contains(null) ? Problem.Field("closedDates", "closedDates must be at most 400 dates such as 2026-12-24") : null;
    }

    private static DateOnly? Date(JsonElement item) =>
        item.ValueKind == JsonValueKind.String
        && DateOnly.TryParseExact(item.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : null;

    private static Problem? Defaults(JsonBody body, QueueOptions queue, LimitOptions bounds, out WaitlistOptions? defaults)
    {
        defaults = null;
        if (body.Object("defaults", out var fields) is { } problem)
        {
            return problem;
        }

        return fields is null ? null : DefaultFields.Read(fields, queue, bounds, out defaults);
    }
}
