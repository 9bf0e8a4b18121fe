using Queue.Core.Rooms;
using Queue.Core.Venues;
using Queue.Server.Endpoints.Keys;
using Queue.Server.Http;
using Queue.Server.Keys;
using Queue.Server.Rooms;
using Queue.Server.Storage;

namespace Queue.Server.Endpoints.Venues;

/// <summary>The venues of an owner, oldest first; of more than <see cref="Most"/> the newest.</summary>
internal static class ListVenues
{
    private const int Most = 200;

    public static async Task HandleAsync(
        HttpContext context, KeyCredential credential, IEventLog log, RoomDirectory directory, VenueReplies replies, RateLimits limits)
    {
        var (key, problem) = credential.Require(context);
        if (key is not null && !limits.TryTake(Rate.Polls, key.Subject, default, out var wait))
        {
            problem = Problem.TooManyRequests(wait);
        }

        if (key is null || problem is not null)
        {
            await (problem ?? Problem.InvalidApiKey).WriteAsync(context);
            return;
        }

        var venues = new List<VenueReply>();
        foreach (var id in (await log.OwnedAsync(key.Owner, RoomKinds.Venue, context.RequestAborted)).TakeLast(Most))
        {
            if (await directory.FindAsync(id) is { Current.State: VenueState { Ended: false } venue })
            {
                venues.Add(await replies.OfAsync(context, venue));
            }
        }

        await KeyReply.WriteAsync(context, StatusCodes.Status200OK, new VenueList(venues), VenueJson.Wire.VenueList);
    }
}
