using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Queue.WebPush.Tests.Fixtures;

/// <summary>A push service's side of RFC 8292.</summary>
internal static class VapidCheck
{
    /// <summary>The claims of a header that verifies; throws on any other.</summary>
    public static VapidClaims Verify(string authorization)
    {
        var parts = authorization.Split(["vapid t=", ", k="], StringSplitOptions.None);
        if (parts is not ["", var token, var key])
        {
            throw new FormatException($"Not the scheme of RFC 8292: {authorization}");
        }

        var segments = token.Split('.');
        using var publicKey = Import(Base64Url.DecodeFromChars(key));
        var signed = Encoding.ASCII.GetBytes($"{segments[0]}.{segments[1]}");
        var holds = publicKey.VerifyData(signed, Base64Url.DecodeFromChars(segments[2]), HashAlgorithmName.SHA256);
        using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(segments[0]));
        if (!holds || !header.RootElement.GetProperty("alg").ValueEquals("ES256") || segments.Length != 3)
        {
            throw new CryptographicException("The signature does not hold.");
        }

        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(segments[1]));
        return new VapidClaims(
            claims.RootElement.GetProperty("aud").GetString()!,
            DateTimeOffset.FromUnixTimeSeconds(claims.RootElement.GetProperty("exp").GetInt64()),
            claims.RootElement.GetProperty("sub").GetString()!,
            key);
    }

    private static ECDsa Import(byte[] point) => ECDsa.Create(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new ECPoint { X = point[1..33], Y = point[33..65] },
    });
}

internal sealed record VapidClaims(string Audience, DateTimeOffset Expires, string Subject, string Key);
