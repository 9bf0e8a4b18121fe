using System.Globalization;
using Queue.Server.Http;
using Queue.Server.Keys;
using Queue.Server.Snapshots;

namespace Queue.Server.Endpoints.Chat;

/// <summary>
/// Follows a room over a WebSocket: with a cursor everything after it, then what is new; without one what is new from the number that the
/// answer to the handshake names.
/// </summary>
internal sealed class ConnectRoom(
    ChatGate gate,
    RoomStandings standings,
    ChatHistory history,
    RoomPresence presence,
    RateLimits limits,
    TimeProvider time,
    IHostApplicationLifetime lifetime)
{
    public static Task HandleAsync(HttpContext context, string id, ConnectRoom endpoint) => endpoint.HandleAsync(context, id);

    private async Task HandleAsync(HttpContext context, string id)
    {
        var (access, cursor, problem) = await AuthorizeAsync(context, id);
        var address = RateLimits.AddressOf(context);
        if (access is null || !limits.TryConnect(address))
        {
            await (problem ?? Problem.TooManyConnections).WriteAsync(context);
            return;
        }

        try
        {
            await RunAsync(context, access, cursor);
        }
        finally
        {
            limits.Disconnect(address);
        }
    }

    private async ValueTask<(ChatAccess? Access, long Cursor, Problem? Problem)> AuthorizeAsync(HttpContext context, string id)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            return (null, 0, Problem.UpgradeRequired with { Error = "expected WebSocket upgrade" });
        }

        var (access, refused) = await gate.FindAsync(context, id, ChatRight.Read);
        if (access is not { Room.Current: ChatSnapshot { Chat: var room } })
        {
            return (null, 0, refused ?? Problem.RoomNotFound);
        }

        var problem = ItemQuery.Cursor(context, out var after) ?? ItemQuery.Check(room, after);
        return problem is null ? (access, after ?? room.LastSeq, null) : (null, 0, problem);
    }

    private async Task RunAsync(HttpContext context, ChatAccess access, long cursor)
    {
        var held = access.Room.TryHold();
        try
        {
            context.Response.Headers["Queue-Last-Seq"] = cursor.ToString(CultureInfo.InvariantCulture);
            using var socket = await context.WebSockets.AcceptWebSocketAsync(KeyCredential.ProtocolOf(context));
            using var line = new SocketLine(socket, time);
            if (!held)
            {
                // The room is just leaving memory; a moment later it is loaded again.
                await line.CloseAsync(SocketLine.TryAgainLater, "try again", context.RequestAborted);
                return;
            }

            await FollowAsync(new RoomSocket(line, access, standings, history, cursor), access, context.RequestAborted);
        }
        finally
        {
            if (held)
            {
                access.Room.Release();
            }
        }
    }

    private async Task FollowAsync(RoomSocket socket, ChatAccess access, CancellationToken aborted)
    {
        presence.Enter(access.Room.Id);
        try
        {
            await socket.RunAsync(lifetime.ApplicationStopping, aborted);
        }
        finally
        {
            presence.Leave(access.Room.Id);
        }
    }
}
