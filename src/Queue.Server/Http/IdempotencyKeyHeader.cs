using System.Security.Cryptography;
using System.Text;
using Queue.Core.Rooms;

namespace Queue.Server.Http;

/// <summary>The header <c>Idempotency-Key</c>: 22 to 64 visible ASCII characters. The fingerprint covers method, path, body and credential.</summary>
internal static class IdempotencyKeyHeader
{
    public const string Name = "Idempotency-Key";

    private const int MinLength = 22;
    private const int MaxLength = 64;

    /// <summary>
    /// Reads the header; both results are null when it is absent. <paramref name="credential"/> is the one that the request was
    /// granted by, wherever it stood: a cookie that came along by itself is none.
    /// </summary>
    public static (CommandKey? Key, Problem? Problem) Read(HttpContext context, JsonBody body, UInt128 credential = default)
    {
        var values = context.Request.Headers[Name];
        if (values.Count == 0)
        {
            return (null, null);
        }

        return values is [{ Length: >= MinLength and <= MaxLength } key] && key.All(c => c is > ' ' and <= '~')
            ? (new CommandKey(key, Fingerprint(context.Request, body, credential)), null)
            : (null, Problem.Of("invalid_idempotency_key", "Idempotency-Key must be 22 to 64 visible ASCII characters"));
    }

    private static string Fingerprint(HttpRequest request, JsonBody body, UInt128 credential)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path.Value?.ToUpperInvariant()} {credential}\n"));
        hash.AppendData(body.Bytes.Span);
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }
}
