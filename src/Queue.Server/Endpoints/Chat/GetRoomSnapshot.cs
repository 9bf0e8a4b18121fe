using Queue.Server.Http;
using Queue.Server.Snapshots;

namespace Queue.Server.Endpoints.Chat;

/// <summary>The poll of a chat room: what it is called and the newest that was said.</summary>
internal static class GetRoomSnapshot
{
    public static async Task HandleAsync(HttpContext context, string id, ChatGate gate, Poll poll)
    {
        var (access, problem) = await gate.FindAsync(context, id, ChatRight.Read);
        await (access is null
            ? (problem ?? Problem.RoomNotFound).WriteAsync(context)
            : poll.AnswerAsync(context, access.Room, new Audience(access.IsShared ? AudienceKind.Public : AudienceKind.Keyed)));
    }
}
