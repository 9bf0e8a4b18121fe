using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Queue.Core.Chat;
using Queue.Core.Rooms;
using Queue.Server.Snapshots;

namespace Queue.Server.Endpoints.Chat;

/// <summary>A chat room as its owner sees it. The order of the properties is the order on the wire.</summary>
internal sealed record RoomReply
{
    public required RoomId Id { get; init; }

    public required string Name { get; init; }

    [JsonPropertyName("created_at")]
    public required string CreatedAt { get; init; }

    public required bool PublicRead { get; init; }

    public required bool AnonymousWrite { get; init; }

    public int? KeepMessages { get; init; }

    public int? KeepDays { get; init; }

    public required long FirstSeq { get; init; }

    public required long LastSeq { get; init; }

    /// <summary>How many follow it now.</summary>
    public required int Connected { get; init; }

    public required IReadOnlyList<ListedToken> Tokens { get; init; }

    /// <summary>The ids of its hooks.</summary>
    public required IReadOnlyList<string> Hooks { get; init; }

    public static RoomReply Of(ChatState room, int connected, DateTimeOffset now) => new()
    {
        Id = room.Id,
        Name = room.Name,
        CreatedAt = ItemView.Time(room.CreatedAt),
        PublicRead = room.Options.PublicRead,
        AnonymousWrite = room.Options.AnonymousWrite,
        KeepMessages = room.Options.KeepMessages,
        KeepDays = room.Options.KeepDays,
        FirstSeq = room.FirstSeq,
        LastSeq = room.LastSeq,
        Connected = connected,
        Tokens = [.. room.Tokens.Where(token => token.ExpiresAt > now).Select(token => new ListedToken(token.Id, token.Role, token.ExpiresAt))],
        Hooks = room.Hooks,
    };
}

/// <summary>A token as it is listed: never itself.</summary>
internal sealed record ListedToken(string Id, ChatRole Role, DateTimeOffset ExpiresAt);

/// <summary>A token as it is given out.</summary>
internal sealed record NewToken(string Id, string Token, ChatRole Role, DateTimeOffset ExpiresAt);

/// <summary>A hook as it is given out; where to post is a path of this server.</summary>
internal sealed record NewHook(string Id, string Url, string Secret);

[JsonSerializable(typeof(RoomReply))]
[JsonSerializable(typeof(IReadOnlyList<RoomReply>), TypeInfoPropertyName = "RoomList")]
[JsonSerializable(typeof(NewToken))]
[JsonSerializable(typeof(NewHook))]
internal sealed partial class RoomReplyJson : JsonSerializerContext
{
    public static RoomReplyJson Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new EpochMilliseconds(), new JsonStringEnumConverter<ChatRole>(JsonNamingPolicy.SnakeCaseLower) },
    });
}
