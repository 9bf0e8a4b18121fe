using Queue.Core.Chat;

namespace Queue.Server.Keys;

/// <summary>
/// By what somebody reads a chat room, in a form that can be kept: for those who stay connected, or are told of its events while they are
/// away. Once the key or the token is revoked, or the room is closed to the public, they are told no more.
/// </summary>
internal sealed class RoomStandings(KeyStore keys, TimeProvider time)
{
    public const string Open = "open";
    private const string KeyPrefix = "key:";
    private const string TokenPrefix = "token:";

    public static string OfKey(ApiKey key) => KeyPrefix + key.Prefix;

    public static string OfToken(string id) => TokenPrefix + id;

    /// <summary>Whether a standing still lets its holder read the room.</summary>
    public bool MayRead(ChatState room, string standing) =>
        standing.Equals(Open, StringComparison.Ordinal) ? room.Options.PublicRead
        : standing.StartsWith(KeyPrefix, StringComparison.Ordinal) ? keys.FindOwn(room.Owner, standing[KeyPrefix.Length..]) is not null
        : standing.StartsWith(TokenPrefix, StringComparison.Ordinal) && HasToken(room, standing[TokenPrefix.Length..]);

    /// <summary>Whether a token of the room is still good.</summary>
    public bool HasToken(ChatState room, string id) =>
        room.Tokens.Find(token => token.Id.Equals(id, StringComparison.Ordinal)) is { } token && token.ExpiresAt > time.GetUtcNow();
}
