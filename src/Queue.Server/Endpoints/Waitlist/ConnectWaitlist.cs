using Queue.Core.Waitlist;
using Queue.Server.Http;
using Queue.Server.Rooms;
using Queue.Server.Snapshots;

namespace Queue.Server.Endpoints.Waitlist;

/// <summary>The WebSocket: the same views as the poll, sent when they change. A valid host token makes it the host's, else the party's.</summary>
internal static class ConnectWaitlist
{
    public static async Task HandleAsync(
        HttpContext context, string code, RoomGate gate, RateLimits limits, PartyPresence presence, HostPresence hosts, TimeProvider time, IHostApplicationLifetime lifetime)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await Problem.MethodNotAllowed.WriteAsync(context);
            return;
        }

        var (room, problem) = await gate.FindAsync(context, code);
        if (room is null)
        {
            await (problem ?? Problem.SessionNotFound).WriteAsync(context);
            return;
        }

        var (audience, host, refused) = await AuthorizeAsync(context, room, gate);
        if (refused is not null)
        {
            await refused.WriteAsync(context);
            return;
        }

        var address = RateLimits.AddressOf(context);
        if (!limits.TryConnect(address))
        {
            await Problem.TooManyConnections.WriteAsync(context);
            return;
        }

        try
        {
            Action seen = audience.Kind == AudienceKind.Guest ? () => presence.Seen(audience.Party) : () => hosts.Seen(host.Credential);
            await RunAsync(context, room, (audience, seen, host.VenueDevice?.Id), time, lifetime.ApplicationStopping);
        }
        finally
        {
            limits.Disconnect(address);
        }
    }

    private static async ValueTask<(Audience Audience, HostCredential Host, Problem? Problem)> AuthorizeAsync(HttpContext context, IRoom room, RoomGate gate)
    {
        var host = gate.HostOf(context, room);
        if (host.Access == HostAccess.Valid)
        {
            return (new Audience(AudienceKind.Host), host, null);
        }

        if (HostCredential.QueryValue(context.Request, "partyId") is not { Length: > 0 } text)
        {
            var isElsewhere = host.Access == HostAccess.Invalid && gate.InvalidHost(host) == Problem.NotTheWriter;
            return (default, default, isElsewhere ? Problem.NotTheWriter : Problem.Unauthorized);
        }

        return PartyId.TryParse(text.Span, out var party) && await gate.HasPartyAsync(room, party, context.RequestAborted)
            ? (new Audience(AudienceKind.Guest, party), default, null)
            : (default, default, Problem.PartyNotFound);
    }

    private static async Task RunAsync(
        HttpContext context, IRoom room, (Audience Audience, Action Seen, string? Device) follower, TimeProvider time, CancellationToken stopping)
    {
        if (!room.TryHold())
        {
            throw new RoomUnavailableException("The room is just leaving memory.");
        }

        try
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            using var line = new SocketLine(socket, time);
            await new WaitlistSocket(line, room, follower.Audience, follower.Seen, follower.Device).RunAsync(stopping, context.RequestAborted);
        }
        finally
        {
            room.Release();
        }
    }
}
