using Queue.Core.Rooms;

namespace Queue.Core.Tests.Rooms;

public sealed class DisplayTextTests
{
    [Theory]
    [InlineData("Ann", "Ann")]
    [InlineData("  Ann  Lee ", "Ann  Lee")]
    [InlineData("", "")]
    [InlineData("   \t\r\n\u00A0\u3000", "")]
    [InlineData("An\0n", "Ann")]
    [InlineData("\u0007\u001B[31mAnn\u007F", "[31mAnn")]
    [InlineData("\u202EnnA", "nnA")]
    [InlineData("\u2067Ann\u2069", "Ann")]
    [InlineData("A\u200Bn\u200Cn\u200D\u2060\uFEFF", "Ann")]
    [InlineData("\u200B\u200B", "")]
    [InlineData(" \u200B Ann", "Ann")]
    [InlineData("Ann\u2028Lee\u2029", "AnnLee")]
    [InlineData("A\u00ADnn", "Ann")]
    [InlineData("Rene\u0301", "Ren\u00E9")]
    [InlineData("e\u200D\u0301", "\u00E9")]
    [InlineData("\u212B", "\u00C5")]
    [InlineData("A\uFFFEn\uFFFFn", "Ann")]
    [InlineData("A\U0001FFFEn\U0010FFFFn", "Ann")]
    [InlineData("\u3164", "")]
    [InlineData("\u2800\u2800", "")]
    [InlineData("\u115F\u1160\uFFA0", "")]
    [InlineData("\u034F\u17B4\u17B5\u180B\u180E\u180F\u2065\uFFF0", "")]
    [InlineData("\U0001D159\U00016FE4\U000E0000\U000E0041\U000E0FFF", "")]
    [InlineData("\uFE0F\uFE00\U000E0100", "")]
    [InlineData(" \u3164 \uFE0F \u200B ", "")]
    [InlineData("Ann\u3164", "Ann")]
    [InlineData("\u2800Ann", "Ann")]
    [InlineData("\u2764\uFE0F", "\u2764\uFE0F")]
    [InlineData("\u845B\U000E0100", "\u845B\U000E0100")]
    [InlineData("\u3131\uD55C", "\u3131\uD55C")]
    [InlineData("张伟", "张伟")]
    [InlineData("👩🏽", "👩🏽")]
    public void Text_is_cleaned(string typed, string shown) => Assert.Equal(shown, DisplayText.Clean(typed));

    // Broken surrogates are made here: attribute arguments are stored as UTF-8 and would not keep them.
    [Fact]
    public void Half_a_surrogate_pair_is_dropped()
    {
        var half = "👩"[..1];
        var otherHalf = "👩"[1..];
        Assert.Equal("Ann", DisplayText.Clean("A" + half + "nn"));
        Assert.Equal("Ann", DisplayText.Clean(otherHalf + "Ann" + half));
        Assert.Equal("", DisplayText.Clean(otherHalf + half));
    }

    [Fact]
    public void No_character_breaks_cleaning()
    {
        for (var code = 0; code <= char.MaxValue; code++)
        {
            var cleaned = DisplayText.Clean("A" + (char)code + "B");
            Assert.True(cleaned.Length >= 2, $"U+{code:X4} took its neighbours away.");
        }
    }

    [Fact]
    public void Cleaned_text_is_clean()
    {
        for (var code = 0; code <= char.MaxValue; code++)
        {
            var cleaned = DisplayText.Clean((char)code + " \u0301" + (char)code);
            Assert.Equal(cleaned, DisplayText.Clean(cleaned));
        }
    }

    [Fact]
    public void Ten_thousand_characters_are_cleaned_and_counted()
    {
        Assert.Equal(10_000, DisplayText.Graphemes(DisplayText.Clean(new string('x', 10_000))));
        Assert.Equal("", DisplayText.Clean(new string('\u200B', 10_000)));
        Assert.Equal(1, DisplayText.Graphemes(DisplayText.Clean("e" + new string('\u0323', 10_000))));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("Ann", 3)]
    [InlineData("Rene\u0301", 4)]
    [InlineData("👩🏽", 1)]
    [InlineData("🇩🇪🇹🇷", 2)]
    public void A_character_is_what_people_read_as_one(string text, int count) => Assert.Equal(count, DisplayText.Graphemes(text));
}
