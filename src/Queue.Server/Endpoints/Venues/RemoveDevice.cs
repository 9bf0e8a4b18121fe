using Queue.Server.Endpoints.Waitlist;
using Queue.Server.Http;

namespace Queue.Server.Endpoints.Venues;

/// <summary>Makes a device one of the venue's no more, at once and whatever it shows. May be repeated.</summary>
internal static class RemoveDevice
{
    public static Task HandleAsync(HttpContext context, string id, string deviceId, VenueCommandRequest request) =>
        request.HandleAsync(context, id, new VenueRequest
        {
            Right = VenueRight.Manage,
            MayBeEmpty = true,
            Read = body => body.OnlyFields() is { } problem ? (null, problem) : (new Core.Venues.RemoveDevice(deviceId), null),
            Prepare = (access, _) => Task.FromResult(MayRemove(access, deviceId)),
            Respond = static (context, _, answer) => WaitlistReply.WriteOkAsync(context, answer),
        });

    private static Problem? MayRemove(VenueAccess access, string deviceId) =>
        access.Venue.FindDevice(deviceId) is { } device && !access.MayDecideOn(device.Role)
            ? Problem.ManagerOnly with { Error = "Only the owner of this venue may decide on managers" }
            : null;
}
