using System.Text.Json;

namespace Queue.Server.Http;

/// <summary>What clients say over a socket that only listens to them for signs of life.</summary>
internal static class ClientWords
{
    private static readonly byte[] PongText = "PONG"u8.ToArray();

    // To the byte: clients compare it as it stands.
    private static readonly byte[] PongFrame = "{\"type\":\"pong\"}"u8.ToArray();

    /// <summary>
    /// Recognises a sign of life, and says what answers it, if anything. Old clients send bare words, whatever the contract says. Of what
    /// is none, <paramref name="type"/> is the type it has; <see langword="null"/> for what has none.
    /// </summary>
    public static bool IsSignOfLife(ReadOnlyMemory<byte> message, out byte[]? answer, out string? type)
    {
        var text = message.Span.Trim(" \r\n\t"u8);
        var isWord = text.SequenceEqual("PING"u8) || text.SequenceEqual("ping"u8) || text.SequenceEqual("PONG"u8) || text.SequenceEqual("pong"u8);
        type = isWord ? null : TypeOf(message);
        answer = isWord && text[1] is (byte)'I' or (byte)'i' ? PongText : type is "ping" ? PongFrame : null;
        return isWord || type is "ping" or "pong";
    }

    private static string? TypeOf(ReadOnlyMemory<byte> message)
    {
        try
        {
            using var parsed = JsonDocument.Parse(message);
            return parsed.RootElement.ValueKind == JsonValueKind.Object
                && parsed.RootElement.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String
                ? type.GetString()
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
