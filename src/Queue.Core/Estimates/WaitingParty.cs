using System.Text.Json;
using System.Text.Json.Serialization;

namespace Queue.Core.Estimates;

/// <summary>A party in the line.</summary>
/// <param name="Place">Orders the line, lowest first, and names the party in it.</param>
/// <param name="JoinedSecond">When it joined, in seconds from opening.</param>
/// <param name="Inputs">What its first estimate was made from.</param>
[JsonConverter(typeof(WaitingPartyConverter))]
public readonly record struct WaitingParty(long Place, int JoinedSecond, QuoteInputs Inputs);

/// <summary>Writes a party as an array of its numbers: there may be a thousand of them in a checkpoint.</summary>
internal sealed class WaitingPartyConverter : JsonConverter<WaitingParty>
{
    public override WaitingParty Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("A party is an array.");
        }

        reader.Read();
        var (place, second) = (reader.GetInt64(), Whole(ref reader));
        var inputs = new QuoteInputs(
            Whole(ref reader), Whole(ref reader), Whole(ref reader), Whole(ref reader), Number(ref reader), Number(ref reader), Number(ref reader));
        return reader.Read() && reader.TokenType == JsonTokenType.EndArray
            ? new WaitingParty(place, second, inputs)
            : throw new JsonException("A party has nine numbers.");
    }

    public override void Write(Utf8JsonWriter writer, WaitingParty value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(value.Place);
        writer.WriteNumberValue(value.JoinedSecond);
        writer.WriteNumberValue(value.Inputs.Band);
        writer.WriteNumberValue(value.Inputs.AheadSmall);
        writer.WriteNumberValue(value.Inputs.AheadMiddle);
        writer.WriteNumberValue(value.Inputs.AheadLarge);
        writer.WriteNumberValue(value.Inputs.PaceMinutes);
        writer.WriteNumberValue(value.Inputs.Speed);
        writer.WriteNumberValue(value.Inputs.ToldMinutes);
        writer.WriteEndArray();
    }

    private static int Whole(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetInt32();
    }

    private static double Number(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetDouble();
    }
}
