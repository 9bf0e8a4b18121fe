using System.Text.Json;
using System.Text.Json.Serialization;

namespace Queue.Core.Rooms;

/// <summary>Whose a room is: everything that was made with one person's keys has the same owner, also after a key was rotated.</summary>
/// <param name="Value">An opaque text without spaces.</param>
[JsonConverter(typeof(OwnerIdConverter))]
public readonly record struct OwnerId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>Writes an owner as its text.</summary>
public sealed class OwnerIdConverter : JsonConverter<OwnerId>
{
    /// <inheritdoc/>
    public override OwnerId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() is { Length: > 0 } text ? new OwnerId(text) : throw new JsonException("Not an owner.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, OwnerId value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.Value);
    }
}
