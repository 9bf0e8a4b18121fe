using Microsoft.Extensions.Options;
using Queue.Core.Venues;
using Queue.Server.Configuration;
using Queue.Server.Http;
using Queue.Server.Rooms;
using Queue.Server.Storage;

namespace Queue.Server.Endpoints.Venues;

/// <summary>
/// Changes a venue, from its next evening on: the one that is planned, as long as it has not opened. What is left out stays.
/// </summary>
internal sealed class ChangeVenue(IEventLog log, VenueReplies replies, RateLimits limits, IOptions<QueueOptions> queue, IOptions<LimitOptions> bounds)
{
    internal sealed record Request(
        string? Name,
        string? TimeZone,
        IReadOnlyList<HoursReply>? OpeningHours,
        string? Slug,
        string? Location,
        string? ContactInfo,
        IReadOnlyList<DateOnly>? ClosedDates,
        int? LastCallMinutes,
        CreateVenue.DefaultsRequest? Defaults);

    public static Task HandleAsync(HttpContext context, string id, VenueCommandRequest request, ChangeVenue endpoint) =>
        request.HandleAsync(context, id, new VenueRequest
        {
            Read = endpoint.Read,
            Prepare = endpoint.ClaimAsync,
            Respond = endpoint.RespondAsync,
        });

    private Task RespondAsync(HttpContext context, VenueAccess access, RoomAnswer answer) => replies.WriteAsync(context, access.Room, answer.Version);

    private (VenueCommand? Command, Problem? Problem) Read(JsonBody body) => VenueFields.Read(body, queue.Value, bounds.Value);

    // Names are few, so a new one counts like a new venue.
    private async Task<Problem?> ClaimAsync(VenueAccess access, VenueCommand command)
    {
        if (command is not Core.Venues.ChangeVenue { Slug: { } slug } || string.Equals(slug, access.Venue.Slug, StringComparison.Ordinal))
        {
            return null;
        }

        return await limits.TakeAsync(Rate.Rooms, access.Credential, default) is { } wait ? Problem.TooManyRequests(wait)
            : await log.ClaimSlugAsync(access.Room.Id, slug, CancellationToken.None) ? null
            : Problem.SlugTaken;
    }
}
