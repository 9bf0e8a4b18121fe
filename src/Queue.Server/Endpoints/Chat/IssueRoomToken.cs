using Queue.Core.Chat;
using Queue.Server.Endpoints.Waitlist;
using Queue.Server.Http;
using Queue.Server.Rooms;

namespace Queue.Server.Endpoints.Chat;

/// <summary>Makes a token that lets its bearer into one room, to read or to write, for a while: how people share a room.</summary>
internal sealed class IssueRoomToken(AccessTokens tokens, TimeProvider time)
{
    private const int MinSeconds = 60;
    private const int MaxSeconds = 365 * 24 * 60 * 60;
    private const int DefaultSeconds = 7 * 24 * 60 * 60;

    internal sealed record Request(ChatRole Role, int? ExpiresIn);

    public static Task HandleAsync(HttpContext context, string id, ChatCommandRequest request, IssueRoomToken endpoint) => request.HandleAsync(context, id, new ChatRequest
    {
        Right = ChatRight.Own,
        Read = endpoint.Read,
        Respond = endpoint.RespondAsync,
    });

    private (ChatCommand? Command, Problem? Problem) Read(JsonBody body)
    {
        string? role = null;
        int? seconds = null;
        var problem = body.OnlyFields("role", "expiresIn")
            ?? body.Text("role", out role)
            ?? (role is "read" or "write" ? null : Problem.Field("role", "role must be read or write"))
            ?? body.Integer("expiresIn", MinSeconds, MaxSeconds, out seconds);
        var expiresAt = time.GetUtcNow().AddSeconds(seconds ?? DefaultSeconds);
        return problem is not null
            ? (null, problem)
            : (new IssueToken(new ChatToken(AccessTokens.NewId(), role is "write" ? ChatRole.Write : ChatRole.Read, expiresAt)), null);
    }

    // A repeated request gets the same token again: it is signed anew from what is kept.
    private Task RespondAsync(HttpContext context, ChatCommand command, RoomAnswer answer)
    {
        var given = answer.Reply is TokenGiven { Token: var token } ? token : throw new InvalidOperationException("A token is answered by itself.");
        context.Response.StatusCode = StatusCodes.Status201Created;
        return WaitlistReply.WriteAsync(
            context,
            answer,
            new NewToken(given.Id, tokens.MintRoom(answer.Snapshot.State.Id, given), given.Role, given.ExpiresAt),
            RoomReplyJson.Wire.NewToken);
    }
}
