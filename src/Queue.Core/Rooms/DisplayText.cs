using System.Globalization;
using System.Text;

namespace Queue.Core.Rooms;

/// <summary>
/// Cleans text that people typed before anybody else sees it: NFC, no control, bidirectional or zero-width characters, trimmed.
/// So two names that look the same are the same, and no name can turn a line around or hide in it.
/// </summary>
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

        return kept.ToString().Normalize(NormalizationForm.FormC).Trim();
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
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
