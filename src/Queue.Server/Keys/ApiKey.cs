using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Queue.Core.Rooms;

namespace Queue.Server.Keys;

/// <summary>
/// A key that a program shows: <c>que_</c> and 40 lower-case hex digits, 160 random bits. Only its SHA-256 is kept; its first characters
/// name it. What was made with a key belongs to the key's owner, who may have several keys.
/// </summary>
internal sealed class ApiKey(string prefix, OwnerId owner, byte[] hash, DateTimeOffset createdAt, DateTimeOffset? lastUsedAt)
{
    public const string Start = "que_";
    public const int Length = 44;
    public const int PrefixLength = 12;

    private const int RandomBytes = 20;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    // 0 when it was never used. A long, as it is read and written by many at once.
    private long lastUsed = lastUsedAt?.ToUnixTimeMilliseconds() ?? 0;

    public string Prefix => prefix;

    public OwnerId Owner => owner;

    public ReadOnlyMemory<byte> Hash => hash;

    public DateTimeOffset CreatedAt => createdAt;

    public DateTimeOffset? LastUsedAt =>
        Volatile.Read(ref lastUsed) is > 0 and var at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;

    /// <summary>Tells the owner from others, for limits; not a secret.</summary>
    public UInt128 Subject => BitConverter.ToUInt128(SHA256.HashData(Encoding.UTF8.GetBytes(owner.Value)));

    /// <summary>Draws a key. The text is not kept anywhere.</summary>
    public static (string Text, ApiKey Key) Draw(OwnerId owner, DateTimeOffset at)
    {
        var text = Start + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes));
        return (text, new ApiKey(text[..PrefixLength], owner, HashOf(text), at, null));
    }

    public static OwnerId DrawOwner() => new("own_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));

    /// <summary>The text has the form of a key.</summary>
    public static bool IsText(ReadOnlySpan<char> text) =>
        text.Length == Length && text.StartsWith(Start) && !text[Start.Length..].ContainsAnyExcept(HexDigits);

    /// <summary>Compares in constant time.</summary>
    public bool IsFor(string text) => CryptographicOperations.FixedTimeEquals(HashOf(text), hash);

    public void Use(DateTimeOffset at) => Volatile.Write(ref lastUsed, at.ToUnixTimeMilliseconds());

    private static byte[] HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
