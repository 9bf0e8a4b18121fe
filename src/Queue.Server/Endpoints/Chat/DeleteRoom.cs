using Queue.Core.Chat;
using Queue.Server.Endpoints.Waitlist;

namespace Queue.Server.Endpoints.Chat;

/// <summary>Deletes a room and all that was said in it. Its followers are told, and their connections closed.</summary>
internal static class DeleteRoom
{
    public static Task HandleAsync(HttpContext context, string id, ChatCommandRequest request) => request.HandleAsync(context, id, new ChatRequest
    {
        Right = ChatRight.Own,
        MayBeEmpty = true,
        Read = static body => body.OnlyFields() is { } problem ? (null, problem) : (new DeleteChat(), null),
        Respond = static (context, _, answer) => WaitlistReply.WriteOkAsync(context, answer),
    });
}
