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

    /// <summary>Reads the header; both results are null when it is absent.</summary>
    public static (CommandKey? Key, Problem? Problem) Read(HttpContext context, JsonBody body)
    {
        var values = context.Request.Headers[Name];
        if (values.Count == 0)
        {
            return (null, null);
        }

        return values is [{ Length: >= MinLength and <= MaxLength } key] && key.All(c => c is > ' ' and <= '~')
            ? (new CommandKey(key, Fingerprint(context.Request, body)), null)
            : (null, Problem.Of("invalid_idempotency_key", "Idempotency-Key must be 22 to 64 visible ASCII characters"));
    }

    private static string Fingerprint(HttpRequest request, JsonBody body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in new[]
        {
            request.Method,
            request.Path.Value?.ToUpperInvariant(),
            request.Headers[HostCredential.HeaderName].ToString(),
            request.Cookies[HostCredential.CookieName],
        })
        {
            hash.AppendData(Encoding.UTF8.GetBytes(part ?? ""));
            hash.AppendData([0]);
        }

        hash.AppendData(body.Bytes.Span);
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }
}
