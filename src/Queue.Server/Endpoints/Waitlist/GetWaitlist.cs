using Queue.Server.Http;
using Queue.Server.Snapshots;

namespace Queue.Server.Endpoints.Waitlist;

/// <summary>What somebody at the door wants to know before joining: open or not, how many wait, how long. Never a name or an id.</summary>
internal static class GetWaitlist
{
    public static async Task HandleAsync(HttpContext context, string code, RoomGate gate, RateLimits limits, Poll poll)
    {
        var (room, problem) = await gate.FindAsync(context, code);
        if (room is not null && !limits.TryTake(Rate.PublicPolls, RateLimits.AddressOf(context), default, out var retryAfter))
        {
            problem = Problem.TooManyRequests(retryAfter);
        }

        await (problem is not null || room is null
            ? (problem ?? Problem.SessionNotFound).WriteAsync(context)
            : poll.AnswerAsync(context, room, new Audience(AudienceKind.Status)));
    }
}
