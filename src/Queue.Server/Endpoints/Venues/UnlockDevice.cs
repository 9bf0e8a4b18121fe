using Queue.Server.Endpoints.Keys;
using Queue.Server.Endpoints.Waitlist;
using Queue.Server.Http;
using Queue.Server.Rooms;
using Queue.Server.Snapshots;
using Queue.Server.Venues;

namespace Queue.Server.Endpoints.Venues;

/// <summary>Checks the PIN that somebody types into a device of the venue. Without a PIN every one is right.</summary>
internal static class UnlockDevice
{
    internal sealed record Request(string Pin);

    public static async Task HandleAsync(HttpContext context, string id, VenueGate gate, RateLimits limits)
    {
        var (room, device, problem) = await gate.FindDeviceAsync(context);
        if (room is null || device is null || !string.Equals(room.Id.Value, id, StringComparison.Ordinal))
        {
            await (problem ?? Problem.InvalidHostToken).WriteAsync(context);
            return;
        }

        var (body, unreadable) = await JsonBody.ReadAsync(context, "Invalid JSON", mayBeEmpty: false);
        if (body is null)
        {
            await (unreadable ?? Problem.InvalidBody("Invalid JSON")).WriteAsync(context);
            return;
        }

        using (body)
        {
            await (await CheckAsync(body, room, DeviceTokens.SubjectOf(room.Id, device), limits) is { } wrong
                ? wrong.WriteAsync(context)
                : KeyReply.WriteAsync(context, StatusCodes.Status200OK, new OkReply(true), WaitlistJson.Wire.OkReply));
        }
    }

    private static async ValueTask<Problem?> CheckAsync(JsonBody body, RoomActor room, UInt128 subject, RateLimits limits)
    {
        string? pin = null;
        if ((body.OnlyFields("pin") ?? body.Text("pin", out pin) ?? (pin is null ? Problem.Field("pin", "pin is required") : null)) is { } invalid)
        {
            return invalid;
        }

        return await limits.TakeAsync(Rate.Unlocks, subject, default) is { } wait ? Problem.TooManyRequests(wait)
            : ((VenueSnapshot)room.Current).Venue.Pin is { } kept && !Pins.IsRight(kept, pin ?? "") ? Problem.WrongPin
            : null;
    }
}
