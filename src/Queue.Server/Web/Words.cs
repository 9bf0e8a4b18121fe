using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Queue.Server.Web;

/// <summary>
/// The words of one language, from the same catalogues as the browser app has, for what the server writes itself: the first answer of
/// a page, which works before any script has loaded.
/// </summary>
internal sealed class Words
{
    /// <summary>The languages in the order in which they are offered.</summary>
    public static readonly IReadOnlyList<Words> All = [.. new[] { "en", "es", "fr", "de", "zh" }.Select(language => new Words(language))];

    private readonly FrozenDictionary<string, string> catalogue;

    private Words(string language)
    {
        Language = language;
        Culture = CultureInfo.GetCultureInfo(language);
        using var file = typeof(Words).Assembly.GetManifestResourceStream($"texts/{language}.json")
            ?? throw new InvalidOperationException($"The catalogue of {language} is missing.");
        catalogue = JsonSerializer.Deserialize<Dictionary<string, string>>(file)?.ToFrozenDictionary(StringComparer.Ordinal)
            ?? throw new InvalidOperationException($"The catalogue of {language} is empty.");
    }

    public string Language { get; }

    public CultureInfo Culture { get; }

    public string Direction => Culture.TextInfo.IsRightToLeft ? "rtl" : "ltr";

    /// <summary>The words of a language tag such as <c>de-AT</c>; null when we do not speak it.</summary>
    public static Words? Find(ReadOnlySpan<char> tag)
    {
        var end = tag.IndexOfAny('-', '_');
        var primary = end < 0 ? tag : tag[..end];
        foreach (var words in All)
        {
            if (primary.Equals(words.Language, StringComparison.OrdinalIgnoreCase))
            {
                return words;
            }
        }

        return null;
    }

    /// <summary>A text with its <c>{places}</c> filled.</summary>
    public string Say(string key, params ReadOnlySpan<(string Place, string Value)> values)
    {
        var text = catalogue[key];
        foreach (var (place, value) in values)
        {
            text = text.Replace($"{{{place}}}", value, StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>The text for a number of something.</summary>
    public string Count(string key, int n)
    {
        var form = n == 0 && catalogue.ContainsKey($"{key}.none") ? "none" : IsOne(n) ? "one" : "other";
        return Say($"{key}.{form}", ("n", n.ToString("N0", Culture)));
    }

    /// <summary>The text of an error code; another where none is kept for it.</summary>
    public string Problem(string code) => catalogue.GetValueOrDefault($"error.{code}") ?? Say("error.unexpected");

    // The plural rules of the languages above (Unicode CLDR), as far as whole numbers go.
    private bool IsOne(int n) => n == 1 || (n == 0 && Language is "fr");
}
