using Microsoft.Extensions.Options;
using Queue.Core.Venues;
using Queue.Server.Configuration;
using Queue.Server.Endpoints.Waitlist;
using Queue.Server.Http;
using Queue.Server.Rooms;
using Queue.Server.Snapshots;
using Queue.Server.Storage;
using Queue.Server.Web;

namespace Queue.Server.Endpoints.Pages;

/// <summary>The address of a venue by its name: leads to tonight's queue, which says itself whether it is open or when it will be.</summary>
internal sealed class VenuePage(IEventLog log, RoomDirectory directory, RateLimits limits, ErrorPage errors, IOptions<QueueOptions> options)
{
    public static Task HandleAsync(HttpContext context, string slug, VenuePage page) => page.HandleAsync(context, slug);

    private async Task HandleAsync(HttpContext context, string slug)
    {
        var address = RateLimits.AddressOf(context);
        var problem = !limits.TryTake(Rate.PublicPolls, address, default, out var wait) ? Problem.TooManyRequests(wait) : null;
        var venue = problem is null ? await FindAsync(slug, context.RequestAborted) : null;
        if (venue is null)
        {
            await errors.WriteAsync(context, problem ?? Problem.VenueNotFound);
            return;
        }

        // Not for long, though the address is for good: the code it leads to is another thing that a browser would keep.
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Redirect(RedirectToWaitlist.AddressOf(venue.Code.ToString(), options.Value));
    }

    private async Task<VenueState?> FindAsync(string slug, CancellationToken cancellationToken)
    {
        var name = slug.ToLowerInvariant();
        return VenueSlug.IsValid(name)
            && await log.FindVenueAsync(name, cancellationToken) is { } id
            && await directory.FindAsync(id) is { Current: VenueSnapshot { Venue: { Ended: false } venue } }
                ? venue
                : null;
    }
}
