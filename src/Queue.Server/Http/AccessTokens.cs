using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Queue.Core.Rooms;
using Queue.Server.Storage;

namespace Queue.Server.Http;

/// <summary>
/// Host tokens: <c>room.h.device.expiry.key.mac</c>, the MAC an HMAC-SHA-256 over all before it. Nothing is stored; a token is good
/// for its room until it expires, in seconds since 1970. Verified in constant time and without allocating. A host polls with one token
/// all evening, so those verified lately are compared instead of computed again.
/// </summary>
internal sealed class AccessTokens(Secrets secrets, TimeProvider time)
{
    /// <summary>How long a new token is good.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    private const int MaxLength = 200;
    private const string HostRole = "h";
    private const int RecentSlots = 1024;

    // A slot holds the last good token that fell on it: bounded, and whoever reads sees a whole entry or none.
    private readonly Verified?[] recent = new Verified?[RecentSlots];

    /// <summary>Has keys: a reader that was given none cannot tell a good token from a bad one.</summary>
    public bool CanVerify => secrets.TokenKeys.Count > 0;

    /// <summary>Makes a token that lets its bearer host a room.</summary>
    public string MintHost(RoomId room)
    {
        var key = secrets.TokenKeys[0];
        var device = RandomNumberGenerator.GetHexString(8, lowercase: true);
        var expiry = (time.GetUtcNow() + Lifetime).ToUnixTimeSeconds();
        var claims = string.Create(CultureInfo.InvariantCulture, $"{room.Value}.{HostRole}.{device}.{expiry}.{key.Id}");
        return $"{claims}.{Base64Url.EncodeToString(HMACSHA256.HashData(key.Key, Encoding.ASCII.GetBytes(claims)))}";
    }

    /// <summary>Checks a token for a room.</summary>
    /// <param name="token">What the client sent.</param>
    /// <param name="room">The room it must be for.</param>
    /// <param name="credential">Tells this token from others, for limits; not a secret.</param>
    public bool VerifyHost(ReadOnlySpan<char> token, RoomId room, out UInt128 credential)
    {
        credential = default;
        if (token.Length > MaxLength)
        {
            return false;
        }

        ref var slot = ref recent[(uint)string.GetHashCode(token, StringComparison.Ordinal) % RecentSlots];
        if (slot is { } known && known.IsFor(token, room))
        {
            credential = known.Credential;
            return known.Expiry > time.GetUtcNow().ToUnixTimeSeconds();
        }

        if (!TryCompute(token, room, out credential, out var expiry))
        {
            return false;
        }

        slot = new Verified(token.ToString(), room, credential, expiry);
        return true;
    }

    private bool TryCompute(ReadOnlySpan<char> token, RoomId room, out UInt128 credential, out long expiry)
    {
        credential = default;
        expiry = 0;
        Span<Range> parts = stackalloc Range[7];
        if (token.Split(parts, '.') != 6 || !Ascii.IsValid(token))
        {
            return false;
        }

        if (!token[parts[0]].SequenceEqual(room.Value) || token[parts[1]] is not HostRole
            || !long.TryParse(token[parts[3]], NumberStyles.None, CultureInfo.InvariantCulture, out expiry)
            || expiry <= time.GetUtcNow().ToUnixTimeSeconds()
            || FindKey(token[parts[4]]) is not { } key)
        {
            return false;
        }

        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Span<byte> claims = stackalloc byte[MaxLength];
        var claimed = token[..(token.LastIndexOf('.'))];
        HMACSHA256.HashData(key, claims[..Encoding.ASCII.GetBytes(claimed, claims)], expected);
        credential = BitConverter.ToUInt128(expected);
        return Base64Url.TryDecodeFromChars(token[parts[5]], given, out var length)
            && length == given.Length
            && CryptographicOperations.FixedTimeEquals(given, expected);
    }

    private byte[]? FindKey(ReadOnlySpan<char> id)
    {
        foreach (var key in secrets.TokenKeys)
        {
            if (id.SequenceEqual(key.Id))
            {
                return key.Key;
            }
        }

        return null;
    }

    private sealed record Verified(string Token, RoomId Room, UInt128 Credential, long Expiry)
    {
        private readonly int macAt = Token.LastIndexOf('.');

        // Only the MAC is a secret; the claims before it may be compared at any speed.
        public bool IsFor(ReadOnlySpan<char> token, RoomId room) =>
            Room == room && token.Length == Token.Length && token[..macAt].SequenceEqual(Token.AsSpan(0, macAt))
            && CryptographicOperations.FixedTimeEquals(
                MemoryMarshal.AsBytes(token[macAt..]), MemoryMarshal.AsBytes(Token.AsSpan(macAt)));
    }
}
