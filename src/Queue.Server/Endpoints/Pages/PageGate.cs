using Queue.Core.Waitlist;
using Queue.Server.Endpoints.Waitlist;
using Queue.Server.Http;
using Queue.Server.Rooms;
using Queue.Server.Snapshots;
using Queue.Server.Web;

namespace Queue.Server.Endpoints.Pages;

/// <summary>The way to every page of one queue: what cannot be shown is answered here, with a page that says why.</summary>
internal sealed class PageGate(RoomGate gate, RateLimits limits, ErrorPage errors)
{
    /// <summary>The room of a code; null when the request was answered.</summary>
    public async ValueTask<IRoom?> FindAsync(HttpContext context, string code)
    {
        var (room, problem) = await gate.FindAsync(context, code);
        if (room is not null && !limits.TryTake(Rate.PublicPolls, RateLimits.AddressOf(context), default, out var retryAfter))
        {
            problem = Problem.TooManyRequests(retryAfter);
        }

        if (room is null || problem is not null)
        {
            await errors.WriteAsync(context, problem ?? Problem.SessionNotFound, code.ToUpperInvariant());
            return null;
        }

        var known = QueueOf(room).Code.ToString();
        if (string.Equals(code, known, StringComparison.Ordinal))
        {
            return room;
        }

        // One address a queue: cookies and kept pages belong to it.
        var path = context.Request.Path.Value ?? "";
        context.Response.Redirect($"{path[..(path.LastIndexOf('/') + 1)]}{known}{context.Request.QueryString}");
        return null;
    }

    /// <summary>The queue as it is now.</summary>
    public static WaitlistState QueueOf(IRoom room) => ((WaitlistSnapshot)room.Current).Waitlist;
}
