using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Queue.Core.Chat;
using Queue.Core.Rooms;

namespace Queue.Server.Snapshots;

/// <summary>
/// Items of a chat room as they are read. One place renders them, for sockets, lists, snapshots and the answer to a post, so that they
/// cannot differ. The order of the properties is the order on the wire.
/// </summary>
internal static class ItemView
{
    /// <summary>What somebody said.</summary>
    internal sealed record Message(string Type, Guid Id, RoomId RoomId, long Seq, string Sender, SenderType SenderType, string Content)
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
        public string? Color { get; init; }

        public required string CreatedAt { get; init; }
    }

    /// <summary>What a system published.</summary>
    internal sealed record Event(
        string Type, Guid Id, RoomId RoomId, long Seq, [property: JsonPropertyName("event")] string Topic, RawJson Data, string CreatedAt);

    /// <summary>What the room is called and how it behaves from here on.</summary>
    internal sealed record RoomUpdated(
        string Type, RoomId RoomId, long Seq, string Name, [property: JsonPropertyName("publicRead")] bool PublicRead,
        [property: JsonPropertyName("anonymousWrite")] bool AnonymousWrite)
    {
        [JsonPropertyName("keepMessages")]
        public int? KeepMessages { get; init; }

        [JsonPropertyName("keepDays")]
        public int? KeepDays { get; init; }

        public required string CreatedAt { get; init; }
    }

    public static RenderedItem Render(RoomId room, ChatItem item) => item switch
    {
        MessagePosted message => new RenderedItem(
            item.Seq, Sender(item), message.SenderType, JsonSerializer.SerializeToUtf8Bytes(Of(room, message), ItemJson.Wire.Message)),
        NotificationPublished notification => Other(item, JsonSerializer.SerializeToUtf8Bytes(Of(room, notification), ItemJson.Wire.Event)),
        ChatChanged changed => Other(item, JsonSerializer.SerializeToUtf8Bytes(Of(room, changed), ItemJson.Wire.RoomUpdated)),
        _ => throw new UnreachableException($"{item.GetType().Name} cannot be shown."),
    };

    /// <summary>An instant as clients of chat rooms read it: ISO 8601, UTC.</summary>
    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static RenderedItem Other(ChatItem item, byte[] json) => new(item.Seq, null, null, json);

    private static Message Of(RoomId room, MessagePosted item) =>
        new("message", item.Id, room, item.Seq, Sender(item), item.SenderType, item.Personal?.Content ?? "")
        {
            Color = item.Color,
            CreatedAt = Time(item.At),
        };

    private static Event Of(RoomId room, NotificationPublished item) =>
        new("event", item.Id, room, item.Seq, item.Topic, new RawJson(item.Personal?.Content ?? "null"), Time(item.At));

    private static RoomUpdated Of(RoomId room, ChatChanged item) =>
        new("room_updated", room, item.Seq, item.Name, item.Options.PublicRead, item.Options.AnonymousWrite)
        {
            KeepMessages = item.Options.KeepMessages,
            KeepDays = item.Options.KeepDays,
            CreatedAt = Time(item.At),
        };

    // What was erased is empty: clients expect a text.
    private static string Sender(ChatItem item) => item.Personal?.Name ?? "";
}

[JsonSerializable(typeof(ItemView.Message))]
[JsonSerializable(typeof(ItemView.Event))]
[JsonSerializable(typeof(ItemView.RoomUpdated))]
internal sealed partial class ItemJson : JsonSerializerContext
{
    // Not for HTML: characters of all languages stay as short as they are.
    public static ItemJson Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter<SenderType>(JsonNamingPolicy.SnakeCaseLower) },
    });
}
