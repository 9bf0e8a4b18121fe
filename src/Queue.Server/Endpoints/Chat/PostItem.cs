using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Queue.Core.Chat;
using Queue.Server.Http;
using Queue.Server.Rooms;
using Queue.Server.Snapshots;

namespace Queue.Server.Endpoints.Chat;

/// <summary>
/// Says something in a room ({sender, content}) or publishes something to it ({type, data}). The answer is the very item that followers get,
/// and comes once it is stored.
/// </summary>
internal sealed class PostItem(TimeProvider time)
{
    // Any content must fit into a body in which every character of it is escaped.
    public const int MaxBodyBytes = 64 * 1024;
    private const int MaxContentBytes = 8 * 1024;

    internal sealed record Request(
        string? Sender,
        string? Content,
        [property: JsonPropertyName("sender_type")] SenderType? SenderType,
        string? Color,
        string? Type,
        JsonElement? Data);

    public static Task HandleAsync(HttpContext context, string id, ChatCommandRequest request, PostItem endpoint) => request.HandleAsync(context, id, new ChatRequest
    {
        Right = ChatRight.Write,
        MaxBytes = MaxBodyBytes,
        Read = endpoint.Read,
        Respond = RespondAsync,
    });

    // Fields that are not known are ignored: clients of before send some.
    private (ChatCommand? Command, Problem? Problem) Read(JsonBody body)
    {
        var isEvent = body.Find("sender") is null && body.Find("content") is null && (body.Find("type") ?? body.Find("data")) is not null;
        return isEvent ? ReadEvent(body) : ReadMessage(body);
    }

    private (ChatCommand? Command, Problem? Problem) ReadMessage(JsonBody body)
    {
        string? sender = null, content = null, color = null;
        SenderType type = default;
        var problem = RoomFields.Name(body, "sender", out sender)
            ?? body.Text("content", out content)
            ?? (sender is null ? Problem.Field("sender", "sender and content are required") : null)
            ?? (string.IsNullOrWhiteSpace(content) ? Problem.Field("content", "sender and content are required") : TooLarge("content", content))
            ?? RoomFields.Sender(body, out type)
            ?? RoomFields.Color(body, out color);
        return problem is not null ? (null, problem) : (new PostMessage(new ChatMessage(NewId(), sender ?? "", type, content ?? "", color)), null);
    }

    /// <summary>Reads {type, data}; <paramref name="signature"/> is that of a post by hook.</summary>
    public (ChatCommand? Command, Problem? Problem) ReadEvent(JsonBody body, string? signature = null)
    {
        var data = body.Find("data")?.GetRawText() ?? "null";
        var problem = RoomFields.Name(body, "type", out var topic)
            ?? (topic is null ? Problem.Field("type", "type is required") : null)
            ?? TooLarge("data", data);
        return problem is not null ? (null, problem) : (new PublishNotification(new ChatNotification(NewId(), topic ?? "", data), signature), null);
    }

    private static Problem? TooLarge(string field, string text) =>
        Encoding.UTF8.GetByteCount(text) > MaxContentBytes ? Problem.Of("body_too_large", $"{field} is larger than 8 KiB") : null;

    private Guid NewId() => Guid.CreateVersion7(time.GetUtcNow());

    // From what was asked and what was kept, so that a repeated request gets the same bytes even when the item is forgotten by now.
    public static Task RespondAsync(HttpContext context, ChatCommand command, RoomAnswer answer)
    {
        var posted = answer.Reply as ItemPosted ?? throw new InvalidOperationException("A post is answered by its item.");
        ChatItem item = command switch
        {
            PostMessage post => (post.Message with { Id = posted.Id }).ToItem(posted.Seq, posted.At),
            PublishNotification publish => (publish.Notification with { Id = posted.Id }).ToItem(posted.Seq, posted.At),
            _ => throw new InvalidOperationException("Only a post is answered by an item."),
        };
        context.Response.StatusCode = StatusCodes.Status201Created;
        return ItemReply.WriteAsync(context, answer, ItemView.Render(answer.Snapshot.State.Id, item));
    }
}
