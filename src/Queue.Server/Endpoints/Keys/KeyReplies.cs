using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Queue.Core.Rooms;
using Queue.Server.Keys;

namespace Queue.Server.Endpoints.Keys;

/// <summary>A key as it is shown once.</summary>
internal sealed record NewKey(string Key, string Prefix);

/// <summary>A key as it is listed.</summary>
internal sealed record ListedKey
{
    public required string Prefix { get; init; }

    /// <summary>Only an operator sees whose it is.</summary>
    public string? Owner { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; init; }

    public static ListedKey Of(ApiKey key, bool withOwner = false) => new()
    {
        Prefix = key.Prefix,
        Owner = withOwner ? key.Owner.Value : null,
        CreatedAt = key.CreatedAt,
        LastUsedAt = key.LastUsedAt,
    };
}

internal sealed record KeyList(IReadOnlyList<ListedKey> Keys);

internal sealed record KeyRemoved(bool Ok);

[JsonSerializable(typeof(NewKey))]
[JsonSerializable(typeof(KeyList))]
[JsonSerializable(typeof(KeyRemoved))]
internal sealed partial class KeyJson : JsonSerializerContext
{
    public static KeyJson Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new EpochMilliseconds() },
    });
}

/// <summary>Writes the answers about keys. None of them may be kept anywhere.</summary>
internal static class KeyReply
{
    public static Task WriteAsync<T>(HttpContext context, int status, T value, JsonTypeInfo<T> type)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(value, type, "application/json", context.RequestAborted);
    }

    public static Task WriteNewAsync(HttpContext context, string text, ApiKey key) =>
        WriteAsync(context, StatusCodes.Status201Created, new NewKey(text, key.Prefix), KeyJson.Wire.NewKey);

    public static Task WriteListAsync(HttpContext context, IEnumerable<ListedKey> keys) =>
        WriteAsync(context, StatusCodes.Status200OK, new KeyList([.. keys]), KeyJson.Wire.KeyList);

    public static Task WriteRemovedAsync(HttpContext context) =>
        WriteAsync(context, StatusCodes.Status200OK, new KeyRemoved(true), KeyJson.Wire.KeyRemoved);
}
