using Microsoft.AspNetCore.StaticFiles;
using Queue.Server.Snapshots;

namespace Queue.Server.Web;

/// <summary>A built file with its compressed forms, held in memory: all of them together are a few hundred kilobytes.</summary>
internal sealed class WebFile
{
    private static readonly FileExtensionContentTypeProvider Types = new();
    private readonly byte[] plain;
    private readonly byte[]? brotli;
    private readonly byte[]? gzip;

    public WebFile(string path)
    {
        plain = File.ReadAllBytes(path);
        brotli = ReadIfThere(path + ".br");
        gzip = ReadIfThere(path + ".gz");
        ContentType = Types.TryGetContentType(path, out var type) ? type : "application/octet-stream";
        ETag = EntityTag.Of(plain);
    }

    public string ContentType { get; }

    public string ETag { get; }

    /// <summary>The bytes in the best form that the client takes.</summary>
    public (byte[] Bytes, string? Encoding) For(HttpRequest request)
    {
        var accepted = request.Headers.AcceptEncoding.ToString();
        return brotli is not null && Encodings.Accepts(accepted, "br") ? (brotli, "br")
            : gzip is not null && Encodings.Accepts(accepted, "gzip") ? (gzip, "gzip")
            : (plain, null);
    }

    private static byte[]? ReadIfThere(string path) => File.Exists(path) ? File.ReadAllBytes(path) : null;
}
