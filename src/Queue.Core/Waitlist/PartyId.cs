using System.Text.Json;
using System.Text.Json.Serialization;

namespace Queue.Core.Waitlist;

/// <summary>Identifies a party and is its credential: whoever knows it may act for the party. A random UUID (version 4).</summary>
/// <param name="Value">The UUID.</param>
[JsonConverter(typeof(PartyIdConverter))]
public readonly record struct PartyId(Guid Value)
{
    /// <summary>Reads the text form: 36 characters with hyphens, any case.</summary>
    /// <param name="text">The text, any length.</param>
    /// <param name="id">The id, when the text is one.</param>
    /// <returns><see langword="true"/> when the text has that form.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out PartyId id)
    {
        var parsed = Guid.TryParseExact(text, "D", out var value);
        id = new PartyId(value);
        return parsed;
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}

/// <summary>Writes a party id as its text.</summary>
public sealed class PartyIdConverter : JsonConverter<PartyId>
{
    /// <inheritdoc/>
    public override PartyId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetGuid());

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, PartyId value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.Value);
    }
}
