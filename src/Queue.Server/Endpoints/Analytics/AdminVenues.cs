using Queue.Core.Rooms;
using Queue.Core.Venues;
using Queue.Server.Http;
using Queue.Server.Rooms;
using Queue.Server.Storage;

namespace Queue.Server.Endpoints.Analytics;

/// <summary>The venues of this server, for its operator: the admin key lists and compares those that have not ended.</summary>
internal static class AdminVenues
{
    internal sealed record Row(RoomId Id, RoomCode Code, string Slug, string Name);

    internal sealed record Response(IReadOnlyList<Row> Venues);

    public static async Task ListAsync(HttpContext context, Secrets secrets, IEventLog log, RoomDirectory directory)
    {
        if (Require(context, secrets) is { } problem)
        {
            await problem.WriteAsync(context);
            return;
        }

        var rows = new List<Row>();
        foreach (var id in (await log.VenuesAsync(context.RequestAborted)).TakeLast(VenueComparisons.Most))
        {
            if (await directory.FindAsync(id) is { Current.State: VenueState { Ended: false } venue })
            {
                rows.Add(new Row(venue.Id, venue.Code, venue.Slug, venue.Profile.Name));
            }
        }

        context.Response.Headers.CacheControl = "private, no-store";
        await context.Response.WriteAsJsonAsync(new Response(rows), AnalyticsJson.Wire.AdminVenues, cancellationToken: context.RequestAborted);
    }

    public static async Task CompareAsync(HttpContext context, Secrets secrets, IEventLog log, VenueComparisons comparisons) =>
        await (Require(context, secrets) is { } problem
            ? problem.WriteAsync(context)
            : comparisons.WriteAsync(context, await log.VenuesAsync(context.RequestAborted)));

    /// <summary>What to answer who does not show the admin key.</summary>
    internal static Problem? Require(HttpContext context, Secrets secrets) =>
        AdminCredential.Of(context) is not { } key ? Problem.Unauthorized
        : secrets.IsAdminKey(key) ? null
        : Problem.InvalidAdminKey;
}
