using Queue.Core.Venues;
using Queue.Server.Endpoints.Keys;
using Queue.Server.Http;
using Queue.Server.Pairing;

namespace Queue.Server.Endpoints.Waitlist;

/// <summary>
/// Gives a host the code with which another device becomes one of this queue's. Of a venue's evening the device becomes one of the venue,
/// which only its managers decide.
/// </summary>
internal static class StartPairing
{
    internal sealed record Response(string PairingCode, DateTimeOffset ExpiresAt);

    public static async Task HandleAsync(HttpContext context, string code, RoomGate gate, PairingCodes codes)
    {
        var (room, problem) = await gate.FindAsync(context, code);
        problem ??= room is null ? Problem.SessionNotFound
            : gate.RequireHost(context, room) ?? gate.HostOf(context, room).Require(changes: true, context);
        if (room is null || problem is not null)
        {
            await (problem ?? Problem.SessionNotFound).WriteAsync(context);
            return;
        }

        var device = gate.HostOf(context, room).VenueDevice;
        if (room.Venue is not null && device is not { Role: VenueRole.Manager })
        {
            await Problem.ManagerOnly.WriteAsync(context);
            return;
        }

        var (pairingCode, offered) = room.Venue is { } venue
            ? codes.Offer(venue.Id, TokenRole.VenueHost, by: device?.Id)
            : codes.Offer(room.Id, TokenRole.Host);
        await KeyReply.WriteAsync(
            context, StatusCodes.Status200OK, new Response(pairingCode, offered.ExpiresAt), PairingJson.Wire.StartPairingResponse);
    }
}
