using Microsoft.Extensions.Options;
using Queue.Core.Rooms;
using Queue.Core.Venues;
using Queue.Core.Waitlist;
using Queue.Server.Configuration;
using Queue.Server.Endpoints.Waitlist;
using Queue.Server.Http;
using Queue.Server.Rooms;
using Queue.Server.Snapshots;

namespace Queue.Server.Endpoints.Venues;

/// <summary>Writes a venue with the evening its code leads to.</summary>
internal sealed class VenueReplies(RoomDirectory directory, IOptions<QueueOptions> queue)
{
    public async Task<VenueReply> OfAsync(HttpContext context, VenueState venue)
    {
        var tonight = venue.Evening is { } evening ? await directory.FindAsync(VenueEvening.RoomOf(venue.Id, evening.Number)) : null;
        return VenueReply.Of(venue, tonight?.Current.State as WaitlistState, OriginPolicy.BaseUrl(context.Request, queue.Value));
    }

    /// <summary>Answers with the venue as it is now, under the version of what was done to it.</summary>
    public async Task WriteAsync(HttpContext context, RoomActor venue, long version)
    {
        var snapshot = (VenueSnapshot)venue.Current;
        await WaitlistReply.WriteAsync(
            context, new RoomAnswer(Done.Value, null, version, snapshot), await OfAsync(context, snapshot.Venue), VenueJson.Wire.VenueReply);
    }
}
