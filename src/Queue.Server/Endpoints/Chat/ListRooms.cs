using Queue.Core.Rooms;
using Queue.Server.Endpoints.Keys;
using Queue.Server.Http;
using Queue.Server.Keys;
using Queue.Server.Rooms;
using Queue.Server.Snapshots;
using Queue.Server.Storage;

namespace Queue.Server.Endpoints.Chat;

/// <summary>The chat rooms of an owner, oldest first; of more than <see cref="Most"/> the newest.</summary>
internal static class ListRooms
{
    private const int Most = 500;

    public static async Task HandleAsync(
        HttpContext context, KeyCredential credential, IEventLog log, RoomDirectory directory, RateLimits limits, RoomPresence presence, TimeProvider time)
    {
        var (key, problem) = credential.Require(context);
        if (key is not null && !limits.TryTake(Rate.Polls, key.Subject, default, out var wait))
        {
            problem = Problem.RateLimitExceeded(wait);
        }

        if (key is null || problem is not null)
        {
            await (problem ?? Problem.InvalidApiKey).WriteAsync(context);
            return;
        }

        var rooms = new List<RoomReply>();
        foreach (var id in (await log.OwnedAsync(key.Owner, RoomKinds.Chat, context.RequestAborted)).TakeLast(Most))
        {
            if (await directory.FindAsync(id) is { Current: ChatSnapshot { Chat: { Deleted: false } state } })
            {
                rooms.Add(RoomReply.Of(state, presence.Of(id), time.GetUtcNow()));
            }
        }

        await KeyReply.WriteAsync(context, StatusCodes.Status200OK, rooms, RoomReplyJson.Wire.RoomList);
    }
}
