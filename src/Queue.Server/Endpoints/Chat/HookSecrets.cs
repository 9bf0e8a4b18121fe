using System.Security.Cryptography;
using System.Text;
using Queue.Core.Rooms;
using Queue.Server.Http;
using Queue.Server.Storage;

namespace Queue.Server.Endpoints.Chat;

/// <summary>
/// The secrets by which other systems sign their posts to a room: <c>whsec_</c> and base64. Each is an HMAC of room and hook under this
/// installation's key, so that nothing of it is stored and a repeated request gets the same one again.
/// </summary>
internal sealed class HookSecrets(Secrets secrets)
{
    private const string Start = "whsec_";

    /// <summary>The secret of a hook, under the newest key.</summary>
    public string Of(RoomId room, string hook) => Start + Convert.ToBase64String(KeyOf(secrets.TokenKeys[0], room, hook));

    /// <summary>Checks a post with every key that still verifies.</summary>
    /// <returns>What names this very post; null when its signature is wrong.</returns>
    public string? Verify(RoomId room, string hook, SignedPost post, ReadOnlyMemory<byte> body) =>
        secrets.TokenKeys.Select(key => post.Verify(body.Span, KeyOf(key, room, hook))).FirstOrDefault(found => found is not null);

    private static byte[] KeyOf(TokenKey key, RoomId room, string hook) =>
        HMACSHA256.HashData(key.Key, Encoding.ASCII.GetBytes($"hook.{room.Value}.{hook}"));
}
