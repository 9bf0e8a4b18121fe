using Queue.Core.Chat;
using Queue.Server.Http;

namespace Queue.Server.Endpoints.Chat;

/// <summary>Renames a room or changes how it behaves. Its followers are told.</summary>
internal static class ChangeRoom
{
    internal sealed record Request(string? Name, bool? PublicRead, bool? AnonymousWrite, int? KeepMessages, int? KeepDays);

    public static Task HandleAsync(HttpContext context, string id, ChatCommandRequest request, GetRoom room) => request.HandleAsync(context, id, new ChatRequest
    {
        Right = ChatRight.Own,
        Read = Read,
        Respond = (context, _, answer) => room.WriteAsync(context, answer),
    });

    private static (ChatCommand? Command, Problem? Problem) Read(JsonBody body) =>
        body.OnlyFields("name", "publicRead", "anonymousWrite", "keepMessages", "keepDays") is { } problem ? (null, problem) : RoomFields.Change(body);
}
