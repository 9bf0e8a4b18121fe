using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Queue.Core.Chat;
using Queue.Core.Rooms;
using Queue.Core.Venues;
using Queue.Server.Storage;

namespace Queue.Server.Http;

/// <summary>
/// Tokens for one room: <c>room.role.id.expiry.key.mac</c>, the MAC an HMAC-SHA-256 over all before it. Nothing is stored; a token is
/// good for its room and role until it expires, in seconds since 1970. Verified in constant time and without allocating. A host polls with one token
/// all evening, so those verified lately are compared instead of computed again.
/// </summary>
internal sealed class AccessTokens(Secrets secrets, TimeProvider time)
{
    /// <summary>How long a new host token is good.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>How long a device of a venue may stay away without a new token.</summary>
    public static readonly TimeSpan DeviceLifetime = TimeSpan.FromDays(30);

    // A day longer than a job may take, so that how it ended can be read with it.
    private static readonly TimeSpan JobLifetime = TimeSpan.FromDays(8);

    private const int MaxLength = 200;
    private const int RecentSlots = 1024;

    // A slot holds the last good token that fell on it: bounded, and whoever reads sees a whole entry or none.
    private readonly Verified?[] recent = new Verified?[RecentSlots];

    /// <summary>Has keys: a reader that was given none cannot tell a good token from a bad one.</summary>
    public bool CanVerify => secrets.TokenKeys.Count > 0;

    /// <summary>Makes a token that lets its bearer host a room.</summary>
    public string MintHost(RoomId room) => MintHost(room, NewId());

    /// <summary>Makes a token that lets a device host a room.</summary>
    public string MintHost(RoomId room, string device) => Mint(room, TokenRole.Host, device, time.GetUtcNow() + Lifetime);

    /// <summary>Makes a token that lets its bearer report on a job, read and cancel it.</summary>
    public string MintJob(RoomId room) => Mint(room, TokenRole.Job, NewId(), time.GetUtcNow() + JobLifetime);

    /// <summary>Makes a token that lets its bearer into a chat room.</summary>
    public string MintRoom(RoomId room, ChatToken token) =>
        Mint(room, token.Role == ChatRole.Write ? TokenRole.RoomWrite : TokenRole.RoomRead, token.Id, token.ExpiresAt);

    /// <summary>Makes a token that makes its bearer a device of a venue, as long as the venue lists it.</summary>
    public string MintDevice(RoomId venue, TokenRole role, string device) => Mint(venue, role, device, time.GetUtcNow() + DeviceLifetime);

    /// <summary>The device of a venue that a token was given to; <see langword="null"/> when it is none, or the venue does not list it any more.</summary>
    public VenueDevice? FindDevice(ReadOnlySpan<char> token, VenueState venue, out UInt128 credential)
    {
        credential = default;
        return DeviceTokens.RoleOf(token) is { } role
            && Verify(token, venue.Id, role, out credential) == TokenCheck.Good
            && venue.FindDevice(DeviceTokens.IdOf(token)) is { } device
            && DeviceTokens.RoleOf(device.Role) == role
                ? device
                : null;
    }

    /// <summary>Draws what tells a token from others of its room.</summary>
    public static string NewId() => RandomNumberGenerator.GetHexString(8, lowercase: true);

    /// <summary>The id in a token that was found good.</summary>
    public static string IdOf(string token) => token.Split('.')[2];

    /// <summary>Makes a token.</summary>
    public string Mint(RoomId room, TokenRole role, string id, DateTimeOffset expiresAt)
    {
        var key = secrets.TokenKeys[0];
        var claims = string.Create(
            CultureInfo.InvariantCulture, $"{room.Value}.{(char)role}.{id}.{expiresAt.ToUnixTimeSeconds()}.{key.Id}");
        return $"{claims}.{Base64Url.EncodeToString(HMACSHA256.HashData(key.Key, Encoding.ASCII.GetBytes(claims)))}";
    }

    /// <summary>Checks a host token for a room.</summary>
    /// <param name="token">What the client sent.</param>
    /// <param name="room">The room it must be for.</param>
    /// <param name="credential">Tells this token from others, for limits; not a secret.</param>
    public bool VerifyHost(ReadOnlySpan<char> token, RoomId room, out UInt128 credential) =>
        Verify(token, room, TokenRole.Host, out credential) == TokenCheck.Good;

    /// <summary>Checks a token for a room and a role.</summary>
    /// <param name="token">What the client sent.</param>
    /// <param name="room">The room it must be for.</param>
    /// <param name="role">What it must be for.</param>
    /// <param name="credential">Tells this token from others, for limits; not a secret.</param>
    public TokenCheck Verify(ReadOnlySpan<char> token, RoomId room, TokenRole role, out UInt128 credential)
    {
        credential = default;
        if (token.Length > MaxLength)
        {
            return TokenCheck.Bad;
        }

        ref var slot = ref recent[(uint)string.GetHashCode(token, StringComparison.Ordinal) % RecentSlots];
        if (slot is { } known && known.IsFor(token, room, role))
        {
            credential = known.Credential;
            return known.Expiry > time.GetUtcNow().ToUnixTimeSeconds() ? TokenCheck.Good : TokenCheck.Expired;
        }

        if (!TryCompute(token, room, role, out credential, out var expiry))
        {
            return TokenCheck.Bad;
        }

        slot = new Verified(token.ToString(), room, role, credential, expiry);
        return expiry > time.GetUtcNow().ToUnixTimeSeconds() ? TokenCheck.Good : TokenCheck.Expired;
    }

    private bool TryCompute(ReadOnlySpan<char> token, RoomId room, TokenRole role, out UInt128 credential, out long expiry)
    {
        credential = default;
        expiry = 0;
        Span<Range> parts = stackalloc Range[7];
        if (token.Split(parts, '.') != 6 || !Ascii.IsValid(token))
        {
            return false;
        }

        if (!token[parts[0]].SequenceEqual(room.Value) || token[parts[1]] is not [var letter] || letter != (char)role
            || !long.TryParse(token[parts[3]], NumberStyles.None, CultureInfo.InvariantCulture, out expiry)
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

    private sealed record Verified(string Token, RoomId Room, TokenRole Role, UInt128 Credential, long Expiry)
    {
        private readonly int macAt = Token.LastIndexOf('.');

        // Only the MAC is a secret; the claims before it may be compared at any speed.
        public bool IsFor(ReadOnlySpan<char> token, RoomId room, TokenRole role) =>
            Room == room && Role == role && token.Length == Token.Length && token[..macAt].SequenceEqual(Token.AsSpan(0, macAt))
            && CryptographicOperations.FixedTimeEquals(
                MemoryMarshal.AsBytes(token[macAt..]), MemoryMarshal.AsBytes(Token.AsSpan(macAt)));
    }
}

/// <summary>What a token lets its bearer do, by the letter in it.</summary>
internal enum TokenRole
{
    /// <summary>Hosting a waitlist.</summary>
    Host = 'h',

    /// <summary>Reporting on a job, reading and cancelling it.</summary>
    Job = 'j',

    /// <summary>Reading a chat room.</summary>
    RoomRead = 'r',

    /// <summary>Reading a chat room and posting to it.</summary>
    RoomWrite = 'w',

    /// <summary>Looking after a venue, and hosting its evenings.</summary>
    VenueManager = 'm',

    /// <summary>Hosting the evenings of a venue.</summary>
    VenueHost = 'v',

    /// <summary>Showing the lobby screen of a venue.</summary>
    VenueDisplay = 'd',
}

internal enum TokenCheck
{
    /// <summary>Not a token of ours for this room and role.</summary>
    Bad,

    /// <summary>It was good once.</summary>
    Expired,

    Good,
}
