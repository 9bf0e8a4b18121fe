using Queue.Server.Http;
using Queue.Server.Rooms;
using Queue.Server.Snapshots;

namespace Queue.Server.Endpoints.Waitlist;

/// <summary>The parties that have ended, for a host who wants to bring one back. Apart from the host's snapshot, which it would make long.</summary>
internal static class GetRecent
{
    public static async Task HandleAsync(HttpContext context, string code, RoomGate gate, RateLimits limits, Poll poll)
    {
        var (room, problem) = await gate.FindAsync(context, code);
        await (room is null
            ? (problem ?? Problem.SessionNotFound).WriteAsync(context)
            : AnswerAsync(context, room, gate, limits, poll));
    }

    private static Task AnswerAsync(HttpContext context, IRoom room, RoomGate gate, RateLimits limits, Poll poll)
    {
        var host = gate.HostOf(context, room);
        return host.Access switch
        {
            HostAccess.None => Problem.HostAuthenticationRequired.WriteAsync(context),
            HostAccess.Invalid => gate.InvalidHost.WriteAsync(context),
            HostAccess.Valid => limits.TryTake(Rate.Polls, host.Credential, default, out var retryAfter)
                ? poll.AnswerAsync(context, room, new Audience(AudienceKind.Recent))
                : Problem.TooManyRequests(retryAfter).WriteAsync(context),
        };
    }
}
