using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Queue.Server.Storage;

namespace Queue.Server.Push;

/// <summary>What makes a newer alert replace an older one, at the push service and on the screen. Keyed, for the push service sees it.</summary>
internal static class PushTopic
{
    // 32 characters in base64url, the most that RFC 8030 allows.
    private const int Bytes = 24;

    public static string Of(Secrets secrets, string about) => Base64Url.EncodeToString(
        HMACSHA256.HashData(secrets.TokenKeys[^1].Key, Encoding.UTF8.GetBytes(about)).AsSpan(0, Bytes));
}
