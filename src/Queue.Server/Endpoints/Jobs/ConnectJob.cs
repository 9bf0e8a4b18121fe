using Queue.Server.Http;
using Queue.Server.Keys;
using Queue.Server.Rooms;

namespace Queue.Server.Endpoints.Jobs;

/// <summary>Follows a job over a WebSocket. Any number of clients may; with a token they get the typed frames, without one the plain ones.</summary>
internal static class ConnectJob
{
    public static async Task HandleAsync(
        HttpContext context, JobGate gate, RateLimits limits, TimeProvider time, IHostApplicationLifetime lifetime)
    {
        var (access, problem) = await AuthorizeAsync(context, gate);
        var address = RateLimits.AddressOf(context);
        if (access is null || !limits.TryConnect(address))
        {
            await (problem ?? Problem.TooManyConnections).WriteAsync(context);
            return;
        }

        try
        {
            var frames = FramesFor(context, time);
            await RunAsync(context, access.Room, frames, time, lifetime.ApplicationStopping);
        }
        finally
        {
            limits.Disconnect(address);
        }
    }

    private static async ValueTask<(JobAccess? Access, Problem? Problem)> AuthorizeAsync(HttpContext context, JobGate gate)
    {
        if (context.Request.Query["jobId"].ToString() is not { Length: > 0 } jobId)
        {
            return (null, Problem.Field("jobId", "Missing jobId parameter"));
        }

        if (!context.WebSockets.IsWebSocketRequest)
        {
            return (null, Problem.UpgradeRequired);
        }

        // The texts that followers know differ from those of the other routes.
        var (access, problem) = await gate.FindAsync(context, jobId, reads: true);
        return (access, problem == Problem.MissingApiKey || problem == Problem.InvalidApiKey ? Problem.Unauthorized : problem);
    }

    private static JobFrames FramesFor(HttpContext context, TimeProvider time) => KeyCredential.TokenOf(context) is null
        ? new PlainJobFrames(time)
        : new TypedJobFrames(time, again: string.Equals(context.Request.Query["reconnect"], "true", StringComparison.Ordinal));

    private static async Task RunAsync(
        HttpContext context, RoomActor room, JobFrames frames, TimeProvider time, CancellationToken stopping)
    {
        var held = room.TryHold();
        try
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync(KeyCredential.ProtocolOf(context));
            using var line = new SocketLine(socket, time);
            if (!held)
            {
                // The room is just leaving memory; a moment later it is loaded again.
                await line.CloseAsync(SocketLine.TryAgainLater, "try again", context.RequestAborted);
                return;
            }

            await new JobSocket(line, room, frames).RunAsync(stopping, context.RequestAborted);
        }
        finally
        {
            if (held)
            {
                room.Release();
            }
        }
    }
}
