using System.Text.Json.Serialization;
using Queue.Core.Rooms;
using Queue.Server.Web;

namespace Queue.Server.Endpoints.Pages;

/// <summary>
/// Makes a guest page installable. It names no start address on purpose: a phone then takes the one that is open, which carries the
/// ticket, as an installed page shares neither cookies nor storage with the browser on some phones.
/// </summary>
internal static class GetManifest
{
    internal sealed record Icon(string Src, string Sizes, string Type, string Purpose);

    internal sealed record Manifest(
        string Name, string Scope, string Display, string Lang, string Dir, string ThemeColor, string BackgroundColor, IReadOnlyList<Icon> Icons);

    private static readonly Icon[] Icons =
    [
        new("/icons/192.png", "192x192", "image/png", "any"),
        new("/icons/512.png", "512x512", "image/png", "any"),
        new("/icons/512.png", "512x512", "image/png", "maskable"),
        new("/favicon.svg", "any", "image/svg+xml", "any"),
    ];

    public static IResult Handle(HttpContext context, string code)
    {
        // Whether the code exists is not told here.
        if (!RoomCode.TryParse(code, out _))
        {
            return TypedResults.NotFound();
        }

        var words = PageLanguage.Of(context.Request);
        context.Response.Headers.CacheControl = "private, no-cache";
        var manifest = new Manifest(
            words.Say("common.product"), "/q/", "standalone", words.Language, words.Direction, "#0c625b", "#f7f5ef", Icons);
        return TypedResults.Json(manifest, ManifestFormat.Default.Manifest, "application/manifest+json");
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(GetManifest.Manifest))]
internal sealed partial class ManifestFormat : JsonSerializerContext;
