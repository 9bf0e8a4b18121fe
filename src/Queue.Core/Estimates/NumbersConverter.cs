using System.Collections.Immutable;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Queue.Core.Estimates;

/// <summary>Writes numbers as an array, or only how many there are when all are 0: most are, in most queues.</summary>
internal sealed class NumbersConverter<T> : JsonConverter<ImmutableArray<T>>
    where T : struct, INumber<T>
{
    private const int Most = 1000;

    public override ImmutableArray<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            return reader.TryGetInt32(out var count) && count is >= 0 and <= Most
                ? [.. new T[count]]
                : throw new JsonException("That is no number of numbers.");
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("These are no numbers.");
        }

        var numbers = ImmutableArray.CreateBuilder<T>();
        while (reader.Read() && reader.TokenType == JsonTokenType.Number && numbers.Count < Most)
        {
            numbers.Add(T.CreateChecked(reader.GetDouble()));
        }

        return reader.TokenType == JsonTokenType.EndArray ? numbers.ToImmutable() : throw new JsonException("These are no numbers.");
    }

    public override void Write(Utf8JsonWriter writer, ImmutableArray<T> value, JsonSerializerOptions options)
    {
        if (value.All(T.IsZero))
        {
            writer.WriteNumberValue(value.Length);
            return;
        }

        writer.WriteStartArray();
        foreach (var number in value)
        {
            writer.WriteNumberValue(double.CreateChecked(number));
        }

        writer.WriteEndArray();
    }
}
