using System.Text.Json.Serialization;

namespace Queue.Server.Web;

/// <summary>One built script in Vite's manifest.</summary>
internal sealed record ManifestChunk(
    string File,
    IReadOnlyList<string>? Css = null,
    IReadOnlyList<string>? Imports = null,
    IReadOnlyList<string>? DynamicImports = null);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Dictionary<string, ManifestChunk>))]
internal sealed partial class ManifestJson : JsonSerializerContext;
