using System.Globalization;
using System.Text;

namespace Queue.Core.Rooms;

/// <summary>
/// Cleans text that people typed before anybody else sees it: NFC, no control, bidirectional, zero-width or blank characters, trimmed.
/// So two names that look the same are the same, and no name can turn a line around or hide in it. A text with nothing to see in it
/// comes out empty.
/// </summary>
/// <remarks>
/// Removed wherever they are: the categories Cc, Cf, Zl and Zp (among them U+200B to U+200F, U+202A to U+202E, U+2060 to U+2064, U+FEFF
/// and the tags from U+E0001 on); broken surrogates and noncharacters; and what has no ink though it is a letter, a mark or a symbol:
/// U+034F, the Hangul fillers U+115F, U+1160, U+3164 and U+FFA0, the Khmer vowels U+17B4 and U+17B5, the Mongolian selectors U+180B to
/// U+180F, the Braille blank U+2800, the Khitan filler U+16FE4, U+1D159, and the default ignorables without a character yet (U+2065,
/// U+FFF0 to U+FFF8, U+E0000 to U+E0FFF). Variation selectors (U+FE00 to U+FE0F, U+E0100 to U+E01EF) stay, as emoji need them, but are
/// nothing to see by themselves. White space (Zs and the like) is removed at both ends.
/// </remarks>
public static class DisplayText
{
    /// <summary>Cleans a text.</summary>
    /// <param name="text">Any text; it may hold broken surrogates.</param>
    /// <returns>The cleaned text, possibly empty.</returns>
    public static string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsRemoved(rune))
            {
                kept.Append(rune.ToString());
            }
        }

        var cleaned = kept.ToString().Normalize(NormalizationForm.FormC).Trim();
        return cleaned.EnumerateRunes().Any(IsVisible) ? cleaned : string.Empty;
    }

    /// <summary>Counts what a reader would call characters.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Extended grapheme clusters (Unicode Annex 29).</returns>
    public static int Graphemes(string text) => new StringInfo(text).LengthInTextElements;

    // Format covers the bidirectional controls, the zero-width space, joiners and the byte order mark; broken surrogates come
    // out of the enumeration as the replacement character. Noncharacters (the last two code points of every plane) are never
    // text, and normalizing throws on U+FFFE.
    private static bool IsRemoved(Rune rune) =>
        rune == Rune.ReplacementChar
        || (rune.Value & 0xFFFE) == 0xFFFE
        || IsBlank(rune.Value)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    // Unicode's Default_Ignorable_Code_Point without the variation selectors, and three characters that fonts draw as nothing.
    private static bool IsBlank(int code) => code is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F)
        or 0x2065 or 0x2800 or 0x3164 or 0xFFA0 or (>= 0xFFF0 and <= 0xFFF8) or 0x16FE4 or 0x1D159
        or (>= 0xE0000 and <= 0xE0FFF and not (>= 0xE0100 and <= 0xE01EF));

    private static bool IsVisible(Rune rune) =>
        !Rune.IsWhiteSpace(rune) && rune.Value is not ((>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF));
}
