using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Queue.Core.Hours;
using Queue.Core.Rooms;
using Queue.Core.Venues;
using Queue.Core.Waitlist;
using Queue.Server.Configuration;
using Queue.Server.Endpoints.Keys;
using Queue.Server.Http;
using Queue.Server.Rooms;
using Queue.Server.Snapshots;
using Queue.Server.Venues;

namespace Queue.Server.Endpoints.Venues;

/// <summary>Opens a venue. When it is answered, its code leads to its first evening.</summary>
internal sealed class CreateVenue(
    RoomDirectory directory, VenueKeeper keeper, VenueReplies replies, RateLimits limits, IOptions<QueueOptions> queue, IOptions<LimitOptions> bounds)
{
    private const int DefaultLastCallMinutes = 15;
    private const int NumberedSlugs = 9;
    private const int SlugAttempts = 12;
    private const int RandomBytes = 4;

    internal sealed record Request(
        string Name,
        string TimeZone,
        IReadOnlyList<HoursReply> OpeningHours,
        string? Slug,
        string? Location,
        string? ContactInfo,
        IReadOnlyList<DateOnly>? ClosedDates,
        int? LastCallMinutes,
        DefaultsRequest? Defaults);

    /// <summary>The options of a queue, but for its time zone, and <c>maxGuests</c>.</summary>
    internal sealed record DefaultsRequest(
        int? MaxGuests,
        string? Preset,
        int? CallWindowSeconds,
        CallExpiry? OnCallExpired,
        IReadOnlyList<int>? NudgePositions,
        bool? AllowDuplicateNames,
        bool? Snooze,
        int? MaxPartySize,
        DisplayNames? DisplayNames,
        string? PositionBy,
        int? TurnMinutes,
        IReadOnlyList<TableGroup>? Tables,
        int? ServiceMinutes,
        int? Counters);

    public static Task HandleAsync(HttpContext context, OwnerRequests requests, CreateVenue endpoint) =>
        requests.HandleAsync(context, endpoint.Read, (request, create) => endpoint.OpenAsync(context, request, create));

    private (Core.Venues.CreateVenue? Create, Problem? Problem) Read(OwnerRequest request)
    {
        var (fields, problem) = VenueFields.Read(request.Body, queue.Value, bounds.Value);
        if (fields is null)
        {
            return (null, problem);
        }

        if (Missing(fields) is { } missing)
        {
            return (null, Problem.Field(missing, $"{missing} is required"));
        }

        var blank = new VenueProfile(
            "", new WeeklyHours("UTC", [], []), DefaultLastCallMinutes, new WaitlistOptions
            {
                CallWindowSeconds = queue.Value.CallWindowSeconds,
                MaxGuests = bounds.Value.MaxGuestsPerQueue,
            });
        var id = RoomId.From(RandomNumberGenerator.GetBytes(RoomId.Length / 2));
        return (new Core.Venues.CreateVenue(id, default, request.Key.Owner, fields.Slug ?? "", fields.ApplyTo(blank)), null);
    }

    private static string? Missing(Core.Venues.ChangeVenue fields) =>
        fields.Name is null ? "name" : fields.TimeZone is null ? "timeZone" : fields.Week is null ? "openingHours" : null;

    private async Task<Problem?> OpenAsync(HttpContext context, OwnerRequest request, Core.Venues.CreateVenue create)
    {
        if (await directory.FindCreatedAsync(request.Command) is null && await limits.TakeAsync(Rate.Rooms, request.Key.Subject, default) is { } wait)
        {
            return Problem.TooManyRequests(wait);
        }

        var (room, error) = await directory.OpenAsync(create, taken => SlugFor(create, taken), request.Command);
        if (room is null)
        {
            return error is null ? Problem.SlugTaken : Problem.Of(error);
        }

        // A key that was used before for something else than a venue gives that room.
        if (room is not { Current: VenueSnapshot { Venue.Ended: false } })
        {
            return Problem.VenueNotFound;
        }

        await directory.WakeAsync(room.Id);
        await keeper.SettleAsync(room.Id);
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Location = $"/api/venues/{room.Id}";
        await replies.WriteAsync(context, room, 1);
        return null;
    }

    private static string? SlugFor(Core.Venues.CreateVenue create, int taken) =>
        create.Slug.Length > 0 ? (taken == 0 ? create.Slug : null)
        : taken == 0 ? VenueSlug.Of(create.Profile.Name)
        : taken < NumberedSlugs ? WithEnd(create, (taken + 1).ToString(CultureInfo.InvariantCulture))
        : taken < SlugAttempts ? WithEnd(create, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes)))
        : null;

    private static string WithEnd(Core.Venues.CreateVenue create, string end)
    {
        var slug = VenueSlug.Of(create.Profile.Name);
        return $"{slug[..Math.Min(slug.Length, VenueSlug.MaxLength - end.Length - 1)].TrimEnd('-')}-{end}";
    }
}
