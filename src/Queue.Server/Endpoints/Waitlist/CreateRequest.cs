using System.Globalization;
using System.Text.Json;
using Queue.Core.Hours;
using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using Queue.Server.Configuration;
using Queue.Server.Http;

namespace Queue.Server.Endpoints.Waitlist;

/// <summary>The body of <c>create</c>.</summary>
internal sealed record CreateRequest
{
    private const string InvalidTime = "openTime/closeTime must be in HH:mm format";

    public string? EventName { get; init; }

    public int MaxGuests { get; init; }

    public string? Location { get; init; }

    public string? ContactInfo { get; init; }

    public string? OpenTime { get; init; }

    public string? CloseTime { get; init; }

    public string? TurnstileToken { get; init; }

    /// <summary>Reads the command to open a waitlist.</summary>
    public static (Core.Waitlist.CreateWaitlist? Create, Problem? Problem) Read(
        JsonBody body, RoomId id, QueueOptions queue, LimitOptions bounds, DateTimeOffset now)
    {
        TimeOnly? open = null, close = null;
        var maxGuests = 0;
        var options = new WaitlistOptions();
        var problem = Texts(body, out var texts)
            ?? Hours(body, out open, out close)
            ?? MaxGuestsOf(body, bounds.MaxGuestsPerQueue, out maxGuests)
            ?? OptionFields.Read(body, queue, out options);
        if (problem is not null)
        {
            return (null, problem);
        }

        var (opensAt, closesAt) = OpeningHours.Resolve(open, close, WallClock.Of(options.TimeZone), now);
        return (new Core.Waitlist.CreateWaitlist
        {
            Id = id,
            Code = default,
            EventName = texts.EventName ?? "",
            Location = texts.Location,
            ContactInfo = texts.ContactInfo,
            OpenTime = open is { } opens ? OpeningHours.Write(opens) : null,
            CloseTime = close is { } closes ? OpeningHours.Write(closes) : null,
            OpensAt = opensAt,
            ClosesAt = closesAt,
            Options = options with { MaxGuests = maxGuests },
        }, null);
    }

    private static Problem? Texts(JsonBody body, out CreateRequest texts)
    {
        texts = new CreateRequest();
        if (Fields.DisplayedText(body, "eventName", Fields.MaxEventNameGraphemes, Fields.MaxEventNameLength, out var name) is { } problem)
        {
            return problem;
        }

        string? contact = null;
        var invalid = Fields.DisplayedText(body, "location", Fields.MaxTextGraphemes, Fields.MaxTextLength, out var location)
            ?? Fields.DisplayedText(body, "contactInfo", Fields.MaxTextGraphemes, Fields.MaxTextLength, out contact)
            ?? (contact is null ? Fields.DisplayedText(body, "contact", Fields.MaxTextGraphemes, Fields.MaxTextLength, out contact) : null)
            ?? body.Text("turnstileToken", out _);
        texts = new CreateRequest { EventName = name, Location = location, ContactInfo = contact };
        return name is null ? Problem.Field("eventName", "eventName is required") : invalid;
    }

    private static Problem? Hours(JsonBody body, out TimeOnly? open, out TimeOnly? close)
    {
        close = null;
        return Time(body, "openTime", out open)
            ?? Time(body, "closeTime", out close)
            ?? (open is not null && open == close ? Problem.Field("closeTime", "closeTime must be after openTime") : null);
    }

    private static Problem? Time(JsonBody body, string name, out TimeOnly? time)
    {
        time = null;
        if (body.Text(name, InvalidTime, out var text) is { } problem)
        {
            return problem;
        }

        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        time = OpeningHours.TryParse(text, out var parsed) ? parsed : null;
        return time is null ? Problem.Field(name, InvalidTime) : null;
    }

    // Existing clients send a number or the text of one.
    private static Problem? MaxGuestsOf(JsonBody body, int largest, out int maxGuests)
    {
        maxGuests = 0;
        var whole = body.Find("maxGuests") switch
        {
            { ValueKind: JsonValueKind.Number } number => number.TryGetInt32(out maxGuests),
            { ValueKind: JsonValueKind.String } => body.Text("maxGuests", out var text) is null
                && int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out maxGuests),
            _ => false,
        };
        return !whole ? Problem.Field("maxGuests", "maxGuests must be an integer")
            : maxGuests < 1 || maxGuests > largest
                ? Problem.Field("maxGuests", string.Create(CultureInfo.InvariantCulture, $"maxGuests must be between 1 and {largest}"))
                : null;
    }
}
