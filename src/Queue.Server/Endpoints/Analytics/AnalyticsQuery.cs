using Microsoft.Extensions.Options;
using Queue.Core.Hours;
using Queue.Core.Rooms;
using Queue.Core.Venues;
using Queue.Core.Waitlist;
using Queue.Server.Analytics;
using Queue.Server.Configuration;
using Queue.Server.Http;
using Queue.Server.Rooms;
using Queue.Server.Storage;

namespace Queue.Server.Endpoints.Analytics;

/// <summary>
/// Who may read which visits: the admin key all of them, those of one venue (<c>?venue=</c>) or of one queue (<c>?code=</c>); a host token
/// those of its own queue.
/// </summary>
internal sealed class AnalyticsQuery(
    RoomDirectory directory, AccessTokens tokens, Secrets secrets, PeriodReader periods, IOptions<QueueOptions> options)
{
    /// <summary>Whose visits, by which clock; or the problem to answer.</summary>
    public async Task<(Asked? Asked, Problem? Problem)> AuthorizeAsync(HttpContext context)
    {
        var (code, venue) = (context.Request.Query["code"].ToString(), context.Request.Query["venue"].ToString());
        var room = RoomCode.TryParse(code, out var parsed) ? await directory.FindAsync(parsed, context.RequestAborted) : null;
        if (AdminCredential.Of(context) is { } key)
        {
            return !secrets.IsAdminKey(key) ? (null, Problem.InvalidAdminKey)
                : venue.Length > 0 ? await OfVenueAsync(venue)
                : code.Length > 0 && room is null ? (null, Problem.SessionNotFound)
                : (Of(room), null);
        }

        return room is null || HostCredential.Resolve(context, room, tokens).Access != HostAccess.Valid
            ? (null, Problem.Unauthorized)
            : (Of(room), null);
    }

    /// <summary>The visits that were asked for, or the problem to answer.</summary>
    public async Task<(Period? Found, Problem? Problem)> ReadAsync(HttpContext context)
    {
        var (asked, refused) = await AuthorizeAsync(context);
        return asked is null ? (null, refused) : await periods.ReadAsync(context, asked.Scope, asked.Clock);
    }

    private async Task<(Asked? Asked, Problem? Problem)> OfVenueAsync(string id) =>
        RoomId.TryParse(id, out var room) && await directory.FindAsync(room) is { Current.State: VenueState venue }
            ? (Asked.Of(venue), null)
            : (null, Problem.VenueNotFound);

    private Asked Of(RoomActor? room) => new(
        room is null ? Scope.All : Scope.OfRoom(room.Id.Value),
        WallClock.Of(room?.Current.State is WaitlistState state ? state.Options.TimeZone : options.Value.TimeZone));
}

/// <summary>Whose visits somebody asked for, and by which clock.</summary>
internal sealed record Asked(Scope Scope, WallClock Clock)
{
    public static Asked Of(VenueState venue) => new(Scope.OfVenue(venue.Id.Value), WallClock.Of(venue.Profile.Hours.TimeZone));
}
