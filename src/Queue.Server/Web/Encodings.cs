using System.IO.Compression;
using Microsoft.Net.Http.Headers;

namespace Queue.Server.Web;

/// <summary>Compression as the client takes it.</summary>
internal static class Encodings
{
    private const int PageQuality = 5;
    private const int Window = 18;

    /// <summary>Tells whether <c>Accept-Encoding</c> names an encoding and does not refuse it.</summary>
    public static bool Accepts(string header, string encoding) =>
        StringWithQualityHeaderValue.TryParseList([header], out var accepted)
        && accepted.Any(item => item.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) && item.Quality is not 0);

    /// <summary>Compresses a page that was just written; null when that would not make it smaller.</summary>
    public static byte[]? Brotli(ReadOnlySpan<byte> bytes)
    {
        var buffer = new byte[bytes.Length];
        return BrotliEncoder.TryCompress(bytes, buffer, out var length, PageQuality, Window) ? buffer[..length] : null;
    }
}
