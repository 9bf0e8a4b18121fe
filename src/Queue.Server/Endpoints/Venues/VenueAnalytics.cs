using Queue.Core.Rooms;
using Queue.Server.Endpoints.Analytics;
using Queue.Server.Http;
using Queue.Server.Keys;
using Queue.Server.Storage;

namespace Queue.Server.Endpoints.Venues;

/// <summary>The numbers of a venue, for its owner and its managers.</summary>
internal static class GetVenueAnalytics
{
    public static async Task HandleAsync(HttpContext context, string id, VenueGate gate, AnalyticsAnswers answers, RateLimits limits)
    {
        var (access, problem) = await gate.FindAsync(context, id, VenueRight.Manage);
        if (access is not null && !limits.TryTake(Rate.Polls, access.Credential, default, out var wait))
        {
            problem = Problem.TooManyRequests(wait);
        }

        await (access is null || problem is not null
            ? (problem ?? Problem.VenueNotFound).WriteAsync(context)
            : answers.WriteAsync(context, Asked.Of(access.Venue)));
    }
}

/// <summary>All venues of an owner side by side.</summary>
internal static class CompareVenues
{
    public static async Task HandleAsync(
        HttpContext context, KeyCredential credential, IEventLog log, VenueComparisons comparisons, RateLimits limits)
    {
        var (key, problem) = credential.Require(context);
        if (key is not null && !limits.TryTake(Rate.Polls, key.Subject, default, out var wait))
        {
            problem = Problem.TooManyRequests(wait);
        }

        await (key is null || problem is not null
            ? (problem ?? Problem.InvalidApiKey).WriteAsync(context)
            : comparisons.WriteAsync(context, await log.OwnedAsync(key.Owner, RoomKinds.Venue, context.RequestAborted)));
    }
}
