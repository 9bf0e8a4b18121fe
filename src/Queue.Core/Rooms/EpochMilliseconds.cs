using System.Text.Json;
using System.Text.Json.Serialization;

namespace Queue.Core.Rooms;

/// <summary>Writes an instant as whole milliseconds since 1970-01-01T00:00:00Z, the form of every time on the wire and in the log.</summary>
public sealed class EpochMilliseconds : JsonConverter<DateTimeOffset>
{
    /// <summary>Cuts an instant down to whole milliseconds in UTC, so that it is the same before and after it was written.</summary>
    /// <param name="instant">Any instant.</param>
    /// <returns>The same instant without the parts below a millisecond.</returns>
    public static DateTimeOffset Truncate(DateTimeOffset instant) =>
        DateTimeOffset.FromUnixTimeMilliseconds(instant.ToUnixTimeMilliseconds());

    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64());

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteNumberValue(value.ToUnixTimeMilliseconds());
    }
}
