using System.Collections.Frozen;
using System.Text.Json;

namespace Queue.Server.Web;

/// <summary>
/// The browser app as it was built: read whole at start, so that what is not there cannot be asked for. Empty when it was not built.
/// </summary>
internal sealed class WebFiles
{
    private const string ManifestName = "manifest.json";

    private readonly FrozenDictionary<string, WebFile> files;
    private readonly FrozenDictionary<string, ManifestChunk> manifest;

    public WebFiles(string folder)
    {
        var paths = Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories) : [];
        files = paths
            .Where(path => Path.GetExtension(path) is not (".br" or ".gz" or ".sha256") && Path.GetFileName(path) is not ManifestName)
            .ToFrozenDictionary(path => "/" + Path.GetRelativePath(folder, path).Replace('\\', '/'), path => new WebFile(path), StringComparer.Ordinal);
        var manifestPath = Path.Combine(folder, ManifestName);
        manifest = File.Exists(manifestPath)
            ? JsonSerializer.Deserialize(File.ReadAllBytes(manifestPath), ManifestJson.Default.DictionaryStringManifestChunk)!.ToFrozenDictionary(StringComparer.Ordinal)
            : FrozenDictionary<string, ManifestChunk>.Empty;
    }

    /// <summary>Pages have their styles and scripts.</summary>
    public bool AreBuilt => manifest.Count > 0;

    /// <summary>A file by its address.</summary>
    public WebFile? Find(string path) => files.GetValueOrDefault(path);

    /// <summary>What a page must name: its styles, its script, and what the script will ask for at once.</summary>
    public PageFiles Of(string page, string language)
    {
        if (!manifest.TryGetValue($"src/pages/{page}/main.ts", out var entry))
        {
            return PageFiles.None;
        }

        var chunks = new List<ManifestChunk> { entry };
        for (var i = 0; i < chunks.Count; i++)
        {
            chunks.AddRange((chunks[i].Imports ?? []).Select(name => manifest[name]).Where(chunk => !chunks.Contains(chunk)));
        }

        var words = manifest.GetValueOrDefault($"src/texts/{language}.json");
        var usesWords = chunks.Any(chunk => chunk.DynamicImports?.Contains($"src/texts/{language}.json", StringComparer.Ordinal) == true);
        return new PageFiles(
            // Shared styles come last in the manifest and first in the page, so that a page's own win.
            [.. chunks.SelectMany(chunk => chunk.Css ?? []).Distinct(StringComparer.Ordinal).Select(Address).Reverse()],
            Address(entry.File),
            [.. chunks.Skip(1).Append(usesWords ? words : null).OfType<ManifestChunk>().Select(chunk => Address(chunk.File))]);
    }

    private static string Address(string file) => "/" + file;
}

/// <summary>The addresses of a page's built files.</summary>
internal sealed record PageFiles(IReadOnlyList<string> Styles, string? Script, IReadOnlyList<string> Preloads)
{
    public static readonly PageFiles None = new([], null, []);
}
