using Queue.Core.Chat;
using Queue.Server.Endpoints.Waitlist;
using Queue.Server.Http;
using Queue.Server.Rooms;

namespace Queue.Server.Endpoints.Chat;

/// <summary>Makes a hook: an address to which another system posts signed events, without a key of the owner.</summary>
internal sealed class AddRoomHook(HookSecrets secrets)
{
    public static Task HandleAsync(HttpContext context, string id, ChatCommandRequest request, AddRoomHook endpoint) => request.HandleAsync(context, id, new ChatRequest
    {
        Right = ChatRight.Own,
        MayBeEmpty = true,
        Read = static body => body.OnlyFields() is { } problem ? (null, problem) : (new AddHook(AccessTokens.NewId()), null),
        Respond = endpoint.RespondAsync,
    });

    private Task RespondAsync(HttpContext context, ChatCommand command, RoomAnswer answer)
    {
        var hook = answer.Reply is HookGiven given ? given.HookId : throw new InvalidOperationException("A hook is answered by its id.");
        var room = answer.Snapshot.State.Id;
        context.Response.StatusCode = StatusCodes.Status201Created;
        return WaitlistReply.WriteAsync(
            context, answer, new NewHook(hook, $"/api/rooms/{room.Value}/hooks/{hook}", secrets.Of(room, hook)), RoomReplyJson.Wire.NewHook);
    }
}
