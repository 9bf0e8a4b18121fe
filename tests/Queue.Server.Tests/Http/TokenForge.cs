using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Queue.Server.Tests.Http;

/// <summary>Makes host tokens with the server's own key, or another, so that each claim can be wrong alone.</summary>
internal static class TokenForge
{
    public static string Make(
        string folder, string session, DateTimeOffset expiry, string role = "h", string? keyId = null, byte[]? key = null)
    {
        var own = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "secrets.json")))!["tokenKeys"]![0]!;
        var claims = $"{session}.{role}.0123abcd.{expiry.ToUnixTimeSeconds()}.{keyId ?? (string)own["id"]!}";
        var mac = HMACSHA256.HashData(key ?? Convert.FromBase64String((string)own["key"]!), Encoding.ASCII.GetBytes(claims));
        return $"{claims}.{Base64Url.EncodeToString(mac)}";
    }
}
