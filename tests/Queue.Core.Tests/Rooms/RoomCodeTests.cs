using Queue.Core.Rooms;

namespace Queue.Core.Tests.Rooms;

public sealed class RoomCodeTests
{
    [Theory]
    [InlineData("BCD234", "BCD234")]
    [InlineData("bcd234", "BCD234")]
    [InlineData("aZ09zA", "AZ09ZA")]
    [InlineData("000000", "000000")]
    public void A_code_is_read_in_any_case(string text, string code)
    {
        Assert.True(RoomCode.TryParse(text, out var parsed));
        Assert.Equal(code, parsed.ToString());
        Assert.Equal(RoomCode.Parse(code), parsed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("BCD23")]
    [InlineData("BCD2345")]
    [InlineData("BCD 34")]
    [InlineData("BCD-34")]
    [InlineData(" BCD23")]
    [InlineData("BCD23\0")]
    [InlineData("BCDÄ34")]
    [InlineData("BCD23٤")]
    [InlineData("ıııııı")]
    [InlineData("BCD23\u212A")]
    public void Anything_else_is_no_code(string text)
    {
        Assert.False(RoomCode.TryParse(text, out _));
        Assert.Throws<FormatException>(() => RoomCode.Parse(text));
    }

    [Fact]
    public void New_codes_have_no_vowel_and_no_look_alike()
    {
        Assert.DoesNotContain(RoomCode.Alphabet, "AEIOUY01".Contains);
        Assert.Equal(RoomCode.Alphabet.Length, RoomCode.Alphabet.Distinct().Count());
    }

    [Fact]
    public void A_room_id_is_64_lower_case_hex_digits()
    {
        var id = RoomId.From([.. Enumerable.Range(0, 32).Select(n => (byte)(n * 8))]);
        Assert.True(RoomId.TryParse(id.Value, out var parsed));
        Assert.Equal(id, parsed);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("ABCDEF0000000000000000000000000000000000000000000000000000000000")]
    [InlineData("g000000000000000000000000000000000000000000000000000000000000000")]
    public void Anything_else_is_no_room_id(string? text) => Assert.False(RoomId.TryParse(text, out _));

    [Fact]
    public void A_room_id_needs_32_random_bytes() => Assert.Throws<ArgumentException>(() => RoomId.From(new byte[16]));
}
