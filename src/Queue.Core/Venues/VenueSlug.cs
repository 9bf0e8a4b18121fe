using System.Globalization;
using System.Text;

namespace Queue.Core.Venues;

/// <summary>The name of a venue in its address: 3 to 60 of the characters a to z, 0 to 9 and the hyphen, with neither end a hyphen.</summary>
public static class VenueSlug
{
    /// <summary>The fewest characters.</summary>
    public const int MinLength = 3;

    /// <summary>The most characters.</summary>
    public const int MaxLength = 60;

    /// <summary>Tells whether a text is one.</summary>
    /// <param name="text">The text.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public static bool IsValid(string? text) =>
        text is { Length: >= MinLength and <= MaxLength } && text[0] != '-' && text[^1] != '-' && text.All(IsAllowed);

    /// <summary>Makes one of a venue's name: accents go, what is no letter or digit of ASCII becomes a hyphen.</summary>
    /// <param name="name">The name.</param>
    /// <returns>A slug; <c>venue</c> when too little of the name is left.</returns>
    public static string Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var slug = new StringBuilder();
        foreach (var c in name.Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (IsAllowed(c) && c != '-')
            {
                slug.Append(c);
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && slug is { Length: > 0 } && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        var cut = slug.ToString(0, Math.Min(slug.Length, MaxLength)).Trim('-');
        return IsValid(cut) ? cut : "venue";
    }

    private static bool IsAllowed(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-';
}
