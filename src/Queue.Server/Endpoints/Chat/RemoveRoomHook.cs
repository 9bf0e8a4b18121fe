using Queue.Core.Chat;
using Queue.Server.Endpoints.Waitlist;

namespace Queue.Server.Endpoints.Chat;

/// <summary>Takes a hook back: nothing more comes in by it. May be repeated.</summary>
internal static class RemoveRoomHook
{
    public static Task HandleAsync(HttpContext context, string id, string hookId, ChatCommandRequest request) => request.HandleAsync(context, id, new ChatRequest
    {
        Right = ChatRight.Own,
        MayBeEmpty = true,
        Read = body => body.OnlyFields() is { } problem ? (null, problem) : (new RemoveHook(hookId), null),
        Respond = static (context, _, answer) => WaitlistReply.WriteOkAsync(context, answer),
    });
}
