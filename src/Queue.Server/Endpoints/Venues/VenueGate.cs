using Queue.Core.Rooms;
using Queue.Core.Venues;
using Queue.Server.Http;
using Queue.Server.Keys;
using Queue.Server.Rooms;
using Queue.Server.Snapshots;

namespace Queue.Server.Endpoints.Venues;

/// <summary>A venue that somebody may use.</summary>
/// <param name="Room">Its room.</param>
/// <param name="Credential">Tells the credential from others, for limits and fingerprints.</param>
internal sealed record VenueAccess(RoomActor Room, UInt128 Credential)
{
    public VenueState Venue => ((VenueSnapshot)Room.Current).Venue;
}

/// <summary>The way of every request about a venue: its owner's API key. A venue of somebody else does not exist.</summary>
internal sealed class VenueGate(RoomDirectory directory, KeyCredential credential)
{
    public async ValueTask<(VenueAccess? Access, Problem? Problem)> FindAsync(HttpContext context, string id)
    {
        var (key, refused) = credential.Require(context);
        return key is null ? (null, refused)
            : await LoadAsync(id) is { } room && ((VenueSnapshot)room.Current).Venue.Owner == key.Owner ? (new VenueAccess(room, key.Subject), null)
            : (null, Problem.VenueNotFound);
    }

    private async ValueTask<RoomActor?> LoadAsync(string id) =>
        RoomId.TryParse(id, out var room) && await directory.FindAsync(room) is { Current: VenueSnapshot { Venue.Ended: false } } found
            ? found
            : null;
}
