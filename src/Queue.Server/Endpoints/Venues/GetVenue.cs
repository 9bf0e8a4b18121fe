using Queue.Server.Http;

namespace Queue.Server.Endpoints.Venues;

/// <summary>A venue as its owner sees it, with tonight's queue.</summary>
internal static class GetVenue
{
    public static async Task HandleAsync(HttpContext context, string id, VenueGate gate, VenueReplies replies, RateLimits limits)
    {
        var (access, problem) = await gate.FindAsync(context, id, VenueRight.Own);
        if (access is not null && !limits.TryTake(Rate.Polls, access.Credential, default, out var wait))
        {
            problem = Problem.TooManyRequests(wait);
        }

        await (access is null || problem is not null
            ? (problem ?? Problem.VenueNotFound).WriteAsync(context)
            : replies.WriteAsync(context, access.Room, access.Room.Current.Version));
    }
}
