using Queue.Core.Chat;
using Queue.Server.Endpoints.Waitlist;

namespace Queue.Server.Endpoints.Chat;

/// <summary>Takes a token back. Who is connected with it is disconnected. May be repeated.</summary>
internal static class RevokeRoomToken
{
    public static Task HandleAsync(HttpContext context, string id, string tokenId, ChatCommandRequest request) => request.HandleAsync(context, id, new ChatRequest
    {
        Right = ChatRight.Own,
        MayBeEmpty = true,
        Read = body => body.OnlyFields() is { } problem ? (null, problem) : (new RevokeToken(tokenId), null),
        Respond = static (context, _, answer) => WaitlistReply.WriteOkAsync(context, answer),
    });
}
