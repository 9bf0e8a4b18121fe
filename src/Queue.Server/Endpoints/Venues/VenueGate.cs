using Queue.Core.Rooms;
using Queue.Core.Venues;
using Queue.Server.Http;
using Queue.Server.Keys;
using Queue.Server.Rooms;
using Queue.Server.Snapshots;

namespace Queue.Server.Endpoints.Venues;

/// <summary>What somebody wants to do with a venue.</summary>
internal enum VenueRight
{
    /// <summary>What only the owner's keys may.</summary>
    Own,

    /// <summary>What managers may too.</summary>
    Manage,
}

/// <summary>A venue that somebody may use.</summary>
/// <param name="Room">Its room.</param>
/// <param name="Credential">Tells the credential from others, for limits and fingerprints.</param>
/// <param name="Device">The manager's device; <see langword="null"/> for the owner.</param>
internal sealed record VenueAccess(RoomActor Room, UInt128 Credential, VenueDevice? Device)
{
    public VenueState Venue => ((VenueSnapshot)Room.Current).Venue;

    /// <summary>Managers look after hosts and displays, the owner after managers too.</summary>
    public bool MayDecideOn(VenueRole role) => Device is null || role != VenueRole.Manager;
}

/// <summary>
/// The way of every request about a venue: its owner's API key or, where managers may too, the token of a manager's device in
/// <c>X-Host-Auth</c>. A venue of somebody else does not exist.
/// </summary>
internal sealed class VenueGate(RoomDirectory directory, KeyCredential credential, AccessTokens tokens)
{
    public ValueTask<(VenueAccess? Access, Problem? Problem)> FindAsync(HttpContext context, string id, VenueRight right) =>
        right == VenueRight.Manage && context.Request.Headers[HostCredential.HeaderName].Count > 0
            ? FindByDeviceAsync(context, id)
            : FindOwnAsync(context, id);

    /// <summary>The venue and the device that a token says; what is not good is a problem.</summary>
    public async ValueTask<(RoomActor? Room, VenueDevice? Device, Problem? Problem)> FindDeviceAsync(HttpContext context)
    {
        var token = context.Request.Headers[HostCredential.HeaderName].ToString();
        if (token.Length == 0)
        {
            return (null, null, Problem.HostAuthenticationRequired);
        }

        return await LoadAsync(DeviceTokens.RoomOf(token).ToString()) is { } room
            && tokens.FindDevice(token, ((VenueSnapshot)room.Current).Venue, out _) is { } device
                ? (room, device, null)
                : (null, null, Problem.InvalidHostToken);
    }

    private async ValueTask<(VenueAccess? Access, Problem? Problem)> FindOwnAsync(HttpContext context, string id)
    {
        var (key, refused) = credential.Require(context);
        return key is null ? (null, refused)
            : await LoadAsync(id) is { } room && ((VenueSnapshot)room.Current).Venue.Owner == key.Owner ? (new VenueAccess(room, key.Subject, null), null)
            : (null, Problem.VenueNotFound);
    }

    private async ValueTask<(VenueAccess? Access, Problem? Problem)> FindByDeviceAsync(HttpContext context, string id)
    {
        var (room, device, problem) = await FindDeviceAsync(context);
        return room is null || device is null ? (null, problem)
            : !string.Equals(room.Id.Value, id, StringComparison.Ordinal) ? (null, Problem.VenueNotFound)
            : device.Role != VenueRole.Manager ? (null, Problem.ManagerOnly)
            : (new VenueAccess(room, DeviceTokens.SubjectOf(room.Id, device), device), null);
    }

    private async ValueTask<RoomActor?> LoadAsync(string id) =>
        RoomId.TryParse(id, out var room) && await directory.FindAsync(room) is { Current: VenueSnapshot { Venue.Ended: false } } found
            ? found
            : null;
}
