using Queue.Server.Endpoints.Keys;
using Queue.Server.Http;
using Queue.Server.Rooms;
using Queue.Server.Snapshots;

namespace Queue.Server.Endpoints.Venues;

/// <summary>
/// Gives a device of a venue a new token, so that one that is in use need never be paired again. The old one stays good until it expires, or
/// the device is removed.
/// </summary>
internal static class RenewDevice
{
    public static async Task HandleAsync(HttpContext context, VenueGate gate, RoomDirectory directory, AccessTokens tokens)
    {
        var (room, device, problem) = await gate.FindDeviceAsync(context);
        if (room is null || device is null)
        {
            await (problem ?? Problem.InvalidHostToken).WriteAsync(context);
            return;
        }

        var answer = await directory.AskAsync(room, new Core.Venues.RenewDevice(device.Id), null);
        await (answer.Error is { } error
            ? Problem.Of(error).WriteAsync(context)
            : KeyReply.WriteAsync(
                context,
                StatusCodes.Status200OK,
                new RenewedDevice(
                    ((VenueSnapshot)answer.Snapshot).Venue.Code,
                    tokens.MintDevice(room.Id, DeviceTokens.RoleOf(device.Role), device.Id),
                    device.Role,
                    ((VenueSnapshot)answer.Snapshot).Venue.Pin is not null),
                DeviceJson.Wire.RenewedDevice));
    }
}
