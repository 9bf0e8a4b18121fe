using Queue.Server.Endpoints.Keys;
using Queue.Server.Http;
using Queue.Server.Pairing;

namespace Queue.Server.Endpoints.Waitlist;

/// <summary>Gives a host the code with which another device becomes one of this queue's.</summary>
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

        var (pairingCode, offered) = codes.Offer(room.Id, TokenRole.Host);
        await KeyReply.WriteAsync(
            context, StatusCodes.Status200OK, new Response(pairingCode, offered.ExpiresAt), PairingJson.Wire.StartPairingResponse);
    }
}
