using System.Text.Json;
using System.Text.Json.Serialization;

namespace Queue.Core.Rooms;

/// <summary>
/// The six characters that lead to a room. A locator, not a secret: it is printed on posters. Input is accepted in any case.
/// Kept as its characters in one number, so that a lookup allocates nothing.
/// </summary>
[JsonConverter(typeof(RoomCodeConverter))]
public readonly record struct RoomCode
{
    /// <summary>The characters new codes are made of: no vowels, so no words; no digit that looks like a letter.</summary>
    public const string Alphabet = "BCDFGHJKLMNPQRSTVWXZ23456789";

    /// <summary>Length in characters.</summary>
    public const int Length = 6;

    private readonly ulong packed;

    private RoomCode(ulong packed) => this.packed = packed;

    /// <summary>Reads a code: six ASCII letters or digits, upper-cased.</summary>
    /// <param name="text">The text, any length.</param>
    /// <param name="code">The code, when the text is one.</param>
    /// <returns><see langword="true"/> when the text has the form of a code; nothing is said about whether a room has it.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out RoomCode code)
    {
        code = default;
        if (text.Length != Length)
        {
            return false;
        }

        ulong characters = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c))
            {
                return false;
            }

            characters = (characters << 8) | (byte)(c is >= 'a' and <= 'z' ? c - 32 : c);
        }

        code = new RoomCode(characters);
        return true;
    }

    /// <summary>Reads a code that is known to be one.</summary>
    /// <param name="text">Six ASCII letters or digits.</param>
    /// <returns>The code.</returns>
    /// <exception cref="FormatException">The text is not a code.</exception>
    public static RoomCode Parse(string text) =>
        TryParse(text, out var code) ? code : throw new FormatException("A code is six letters or digits.");

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(Length, packed, static (span, characters) =>
        {
            for (var i = Length - 1; i >= 0; i--)
            {
                span[i] = (char)(characters & 0xFF);
                characters >>= 8;
            }
        });
}

/// <summary>Writes a room code as its text.</summary>
public sealed class RoomCodeConverter : JsonConverter<RoomCode>
{
    /// <inheritdoc/>
    public override RoomCode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        RoomCode.TryParse(reader.GetString(), out var code) ? code : throw new JsonException("Not a room code.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, RoomCode value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.ToString());
    }
}
