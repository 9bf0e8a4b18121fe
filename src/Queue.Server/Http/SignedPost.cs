using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace Queue.Server.Http;

/// <summary>
/// The headers of a signed post, as in the Standard Webhooks specification: <c>webhook-id</c>, <c>webhook-timestamp</c> (seconds since
/// 1970) and <c>webhook-signature</c> (<c>v1,</c> and base64 of HMAC-SHA-256 over <c>id.timestamp.body</c>; several are parted by spaces).
/// </summary>
internal sealed record SignedPost(string Id, DateTimeOffset SentAt, string Signatures)
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    private const string Version = "v1,";
    private const int MaxIdLength = 128;
    private const int MaxSignatures = 8;

    // The last second that a date of .NET holds.
    private const long MaxSeconds = 253_402_300_799;

    /// <summary>Reads the headers; null when one is missing, there twice or no such thing.</summary>
    public static SignedPost? Read(IHeaderDictionary headers) =>
        Single(headers[IdHeader]) is { Length: > 0 and <= MaxIdLength } id && id.All(c => c is > ' ' and <= '~')
        && Single(headers[TimestampHeader]) is { } timestamp
        && long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= MaxSeconds
        && Single(headers[SignatureHeader]) is { Length: > 0 } signatures
            ? new SignedPost(id, DateTimeOffset.FromUnixTimeSeconds(seconds), signatures)
            : null;

    /// <summary>Checks the signatures in constant time.</summary>
    /// <param name="body">The body as it came.</param>
    /// <param name="key">The secret's bytes.</param>
    /// <returns>The one that is right, which names this very post; null when none is.</returns>
    public string? Verify(ReadOnlySpan<byte> body, byte[] key)
    {
        var expected = Sign(body, key);
        return Signatures.Split(' ', MaxSignatures + 1).Take(MaxSignatures)
            .Any(given => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(given), Encoding.ASCII.GetBytes(expected)))
                ? expected[Version.Length..]
                : null;
    }

    private string Sign(ReadOnlySpan<byte> body, byte[] key)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hmac.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Id}.{SentAt.ToUnixTimeSeconds()}.")));
        hmac.AppendData(body);
        return Version + Convert.ToBase64String(hmac.GetHashAndReset());
    }

    private static string? Single(StringValues values) => values is [{ } value] ? value : null;
}
