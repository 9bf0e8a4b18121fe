using Microsoft.Extensions.Primitives;
using Queue.Core.Venues;
using Queue.Server.Http;

namespace Queue.Server.Snapshots;

/// <summary>A venue. Nobody follows one: its evenings are followed.</summary>
internal sealed class VenueSnapshot(VenueState state, int epoch) : RoomSnapshot(state, epoch)
{
    public VenueState Venue => state;

    public override StringValues Vary => "Authorization";

    public override Problem Missing => Problem.VenueNotFound;

    public override RenderedView? View(Audience audience) => null;
}
