using Queue.Server.Endpoints.Keys;
using Queue.Server.Http;

namespace Queue.Server.Endpoints.Venues;

/// <summary>The devices of a venue.</summary>
internal static class ListDevices
{
    public static async Task HandleAsync(HttpContext context, string id, VenueGate gate, RateLimits limits)
    {
        var (access, problem) = await gate.FindAsync(context, id, VenueRight.Manage);
        if (access is not null && !limits.TryTake(Rate.Polls, access.Credential, default, out var wait))
        {
            problem = Problem.TooManyRequests(wait);
        }

        await (access is null || problem is not null
            ? (problem ?? Problem.VenueNotFound).WriteAsync(context)
            : KeyReply.WriteAsync(
                context, StatusCodes.Status200OK, new DeviceList([.. access.Venue.Devices.Select(ListedDevice.Of)]), DeviceJson.Wire.DeviceList));
    }
}
