using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Queue.Core.Rooms;

/// <summary>Identifies one room (one waitlist evening, one chat room, one job): 256 random bits as 64 lower-case hex digits. On the wire it is <c>sessionId</c>.</summary>
/// <param name="Value">The 64 hex digits.</param>
[JsonConverter(typeof(RoomIdConverter))]
public readonly record struct RoomId(string Value)
{
    /// <summary>Length of the text form in characters.</summary>
    public const int Length = 64;

    /// <summary>Makes the id from 32 random bytes that the caller drew from a cryptographic source.</summary>
    /// <param name="random">Exactly 32 bytes.</param>
    /// <returns>The id.</returns>
    /// <exception cref="ArgumentException"><paramref name="random"/> is not 32 bytes long.</exception>
    public static RoomId From(ReadOnlySpan<byte> random) =>
        random.Length == Length / 2
            ? new RoomId(Convert.ToHexStringLower(random))
            : throw new ArgumentException("A room id is made from 32 bytes.", nameof(random));

    /// <summary>Reads an id in its text form.</summary>
    /// <param name="text">The text, any length.</param>
    /// <param name="id">The id, when the text is one.</param>
    /// <returns><see langword="true"/> when <paramref name="text"/> is 64 lower-case hex digits.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out RoomId id)
    {
        id = new RoomId(text ?? "");
        return text is { Length: Length } && text.All(char.IsAsciiHexDigitLower);
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>Writes a room id as its text.</summary>
public sealed class RoomIdConverter : JsonConverter<RoomId>
{
    /// <inheritdoc/>
    public override RoomId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        RoomId.TryParse(reader.GetString(), out var id) ? id : throw new JsonException("Not a room id.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, RoomId value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.Value);
    }
}
