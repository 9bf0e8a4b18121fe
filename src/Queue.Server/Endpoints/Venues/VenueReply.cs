using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Queue.Core.Hours;
using Queue.Core.Rooms;
using Queue.Core.Venues;
using Queue.Core.Waitlist;

namespace Queue.Server.Endpoints.Venues;

/// <summary>A venue as its owner sees it. The order of the properties is the order on the wire.</summary>
internal sealed record VenueReply
{
    public required RoomId Id { get; init; }

    public required RoomCode Code { get; init; }

    public required string Slug { get; init; }

    public required string Name { get; init; }

    public string? Location { get; init; }

    public string? ContactInfo { get; init; }

    public required string TimeZone { get; init; }

    public required IReadOnlyList<HoursReply> OpeningHours { get; init; }

    public required IReadOnlyList<DateOnly> ClosedDates { get; init; }

    public required int LastCallMinutes { get; init; }

    public required DefaultsReply Defaults { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Where guests join.</summary>
    public required string JoinUrl { get; init; }

    /// <summary>The same by name.</summary>
    public required string VenueUrl { get; init; }

    public TonightReply? Tonight { get; init; }

    public static VenueReply Of(VenueState venue, WaitlistState? tonight, string baseUrl) => new()
    {
        Id = venue.Id,
        Code = venue.Code,
        Slug = venue.Slug,
        Name = venue.Profile.Name,
        Location = venue.Profile.Location,
        ContactInfo = venue.Profile.ContactInfo,
        TimeZone = venue.Profile.Hours.TimeZone,
        OpeningHours = [.. venue.Profile.Hours.Week.Select(HoursReply.Of)],
        ClosedDates = venue.Profile.Hours.ClosedDates,
        LastCallMinutes = venue.Profile.LastCallMinutes,
        Defaults = DefaultsReply.Of(venue.Profile.Defaults),
        CreatedAt = venue.CreatedAt,
        JoinUrl = $"{baseUrl}/q/{venue.Code}",
        VenueUrl = $"{baseUrl}/v/{venue.Slug}",
        Tonight = tonight is null ? null : TonightReply.Of(tonight),
    };

    /// <summary>The name of a day in requests and answers.</summary>
    public static string NameOf(DayOfWeek day) => JsonNamingPolicy.SnakeCaseLower.ConvertName(day.ToString());
}

/// <summary>Hours on one day of the week.</summary>
internal sealed record HoursReply(string Day, string Open, string Close)
{
    public static HoursReply Of(DayHours hours) =>
        new(VenueReply.NameOf(hours.Day), Core.Hours.OpeningHours.Write(hours.Open), Core.Hours.OpeningHours.Write(hours.Close));
}

/// <summary>The evening that the code leads to.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="SessionId">Its queue.</param>
/// <param name="State"><c>open</c>, <c>closed</c>, <c>full</c> or <c>last_call</c>.</param>
/// <param name="OpensAt">When it opens; when it is over, when the next one does.</param>
/// <param name="LastCallAt">From when on guests join no more.</param>
/// <param name="ClosesAt">When it closes, or was to.</param>
/// <param name="Parties">Parties that wait or are called.</param>
/// <param name="Guests">People in them.</param>
internal sealed record TonightReply(
    int Number,
    RoomId SessionId,
    string State,
    DateTimeOffset? OpensAt,
    DateTimeOffset? LastCallAt,
    DateTimeOffset? ClosesAt,
    int Parties,
    int Guests)
{
    public static TonightReply Of(WaitlistState queue)
    {
        var status = new WaitlistView(queue).Status();
        return new TonightReply(
            queue.Venue?.Number ?? 0, queue.Id, status.State, status.OpensAt, queue.LastCallAt, queue.ClosesAt, queue.Parties.Count, queue.Parties.Guests);
    }
}

/// <summary>How the queues behave, in the words of a request.</summary>
internal sealed record DefaultsReply
{
    public required int MaxGuests { get; init; }

    public required int CallWindowSeconds { get; init; }

    public required CallExpiry OnCallExpired { get; init; }

    public required IReadOnlyList<int> NudgePositions { get; init; }

    public required bool AllowDuplicateNames { get; init; }

    public required bool Snooze { get; init; }

    public required int MaxPartySize { get; init; }

    public required DisplayNames DisplayNames { get; init; }

    public required string PositionBy { get; init; }

    public int? TurnMinutes { get; init; }

    public IReadOnlyList<TableGroup>? Tables { get; init; }

    public int? ServiceMinutes { get; init; }

    public int? Counters { get; init; }

    public static DefaultsReply Of(WaitlistOptions options) => new()
    {
        MaxGuests = options.MaxGuests,
        CallWindowSeconds = options.CallWindowSeconds,
        OnCallExpired = options.OnCallExpired,
        NudgePositions = options.NudgePositions,
        AllowDuplicateNames = options.AllowDuplicateNames,
        Snooze = options.Snooze,
        MaxPartySize = options.MaxPartySize,
        DisplayNames = options.DisplayNames,
        PositionBy = options.PositionBy switch
        {
            PositionBasis.Overall => "overall",
            PositionBasis.SizeBand => "sizeBand",
        },
        TurnMinutes = options.TurnMinutes,
        Tables = options.Tables,
        ServiceMinutes = options.ServiceMinutes,
        Counters = options.Counters,
    };
}

/// <summary>The venues of an owner.</summary>
internal sealed record VenueList(IReadOnlyList<VenueReply> Venues);

[JsonSerializable(typeof(VenueReply))]
[JsonSerializable(typeof(VenueList))]
internal sealed partial class VenueJson : JsonSerializerContext
{
    public static VenueJson Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters =
        {
            new EpochMilliseconds(),
            new JsonStringEnumConverter<CallExpiry>(JsonNamingPolicy.SnakeCaseLower),
            new JsonStringEnumConverter<DisplayNames>(JsonNamingPolicy.SnakeCaseLower),
        },
    });
}
