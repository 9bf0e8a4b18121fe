using Queue.Server.Http;
using Queue.Server.Snapshots;

namespace Queue.Server.Endpoints.Waitlist;

/// <summary>The parties that have ended, for a host who wants to bring one back. Apart from the host's snapshot, which it would make long.</summary>
internal static class GetRecent
{
    public static async Task HandleAsync(HttpContext context, string code, RoomGate gate, Poll poll)
    {
        var (room, problem) = await gate.FindAsync(context, code);
        problem ??= room is null ? Problem.SessionNotFound : gate.RequireHost(context, room);
        await (room is null || problem is not null
            ? (problem ?? Problem.SessionNotFound).WriteAsync(context)
            : poll.AnswerAsync(context, room, new Audience(AudienceKind.Recent)));
    }
}
