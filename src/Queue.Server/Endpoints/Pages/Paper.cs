using Microsoft.Net.Http.Headers;

namespace Queue.Server.Endpoints.Pages;

/// <summary>On what a poster is printed.</summary>
internal static class Paper
{
    public const string A4 = "a4";
    public const string Letter = "letter";

    // Where offices have Letter paper (Unicode CLDR, paper size).
    private static readonly HashSet<string> LetterRegions = new(StringComparer.OrdinalIgnoreCase)
    {
        "BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE",
    };

    /// <summary>What was asked for, else what is usual in the region of the browser's first language.</summary>
    public static string Of(HttpRequest request) => request.Query["paper"].ToString() switch
    {
        A4 => A4,
        Letter => Letter,
        _ => RegionOf(request) is { } region && LetterRegions.Contains(region) ? Letter : A4,
    };

    private static string? RegionOf(HttpRequest request) =>
        StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var tags)
            ? tags.MaxBy(tag => tag.Quality ?? 1)?.Value.ToString().Split('-').Skip(1).FirstOrDefault(part => part.Length == 2)
            : null;
}
