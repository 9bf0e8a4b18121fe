using Queue.Core.Rooms;
using Queue.Server.Endpoints.Waitlist;
using Queue.Server.Http;
using Queue.Server.Rooms;
using Queue.Server.Snapshots;

namespace Queue.Server.Endpoints.Chat;

/// <summary>A room as its owner sees it, with who follows it and its tokens.</summary>
internal sealed class GetRoom(ChatGate gate, RateLimits limits, RoomPresence presence, TimeProvider time)
{
    public static Task HandleAsync(HttpContext context, string id, GetRoom endpoint) => endpoint.HandleAsync(context, id);

    /// <summary>Answers a change by the room as it is after it.</summary>
    public Task WriteAsync(HttpContext context, RoomAnswer answer) => WaitlistReply.WriteAsync(
        context,
        answer,
        RoomReply.Of(((ChatSnapshot)answer.Snapshot).Chat, presence.Of(answer.Snapshot.State.Id), time.GetUtcNow()),
        RoomReplyJson.Wire.RoomReply);

    private async Task HandleAsync(HttpContext context, string id)
    {
        var (access, problem) = await gate.FindAsync(context, id, ChatRight.Own);
        if (access is not null && !limits.TryTake(Rate.Polls, access.Credential, default, out var wait))
        {
            problem = Problem.RateLimitExceeded(wait);
        }

        await (access is null || problem is not null
            ? (problem ?? Problem.RoomNotFound).WriteAsync(context)
            : WriteAsync(context, new RoomAnswer(Done.Value, null, access.Room.Current.Version, access.Room.Current)));
    }
}
