using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Queue.Core.Chat;
using Queue.Core.Rooms;

namespace Queue.Server.Snapshots;

/// <summary>A chat room as it is polled. The order of the properties is the order on the wire.</summary>
internal sealed record ChatView
{
    private const int PollMs = 5000;

    public required RoomId Id { get; init; }

    public required string Name { get; init; }

    public required bool PublicRead { get; init; }

    public required bool AnonymousWrite { get; init; }

    public int? KeepMessages { get; init; }

    public int? KeepDays { get; init; }

    [JsonPropertyName("created_at")]
    public required string CreatedAt { get; init; }

    public required long FirstSeq { get; init; }

    public required long LastSeq { get; init; }

    /// <summary>The newest items, oldest of them first.</summary>
    public required IReadOnlyList<RenderedItem> Items { get; init; }

    public int NextPollMs { get; init; } = PollMs;

    public static ChatView Of(ChatState room, IReadOnlyList<RenderedItem> items) => new()
    {
        Id = room.Id,
        Name = room.Name,
        PublicRead = room.Options.PublicRead,
        AnonymousWrite = room.Options.AnonymousWrite,
        KeepMessages = room.Options.KeepMessages,
        KeepDays = room.Options.KeepDays,
        CreatedAt = ItemView.Time(room.CreatedAt),
        FirstSeq = room.FirstSeq,
        LastSeq = room.LastSeq,
        Items = items,
    };
}

[JsonSerializable(typeof(ChatView))]
internal sealed partial class ChatViewJson : JsonSerializerContext
{
    public static ChatViewJson Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
