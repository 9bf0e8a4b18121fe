using System.Collections.Concurrent;
using System.Security.Cryptography;
using Queue.Core.Rooms;
using Queue.Server.Http;

namespace Queue.Server.Pairing;

/// <summary>What a pairing code stands for.</summary>
/// <param name="Room">The room whose token the device gets.</param>
/// <param name="Role">What that token is for.</param>
/// <param name="ExpiresAt">Until when the code is good.</param>
internal sealed record PairingOffer(RoomId Room, TokenRole Role, DateTimeOffset ExpiresAt)
{
    /// <summary>What the device is called when it brings no name of its own.</summary>
    public string? DeviceName { get; init; }

    /// <summary>The id of the manager's device that gave the code; <see langword="null"/> when the owner did, or a host of a queue.</summary>
    public string? By { get; init; }
}

/// <summary>
/// Codes that a host reads off one device and types into another. Good once and for ten minutes, in memory only: after a restart a host
/// asks for another.
/// </summary>
internal sealed class PairingCodes(TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private const int Length = 8;
    private const int MostOfRoom = 5;

    private readonly ConcurrentDictionary<string, PairingOffer> byCode = new(StringComparer.Ordinal);

    /// <summary>Makes a code; of too many open ones of a room the oldest goes.</summary>
    public (string Code, PairingOffer Offered) Offer(RoomId room, TokenRole role, string? deviceName = null, string? by = null)
    {
        var now = time.GetUtcNow();
        var outdated = byCode.Where(pair => pair.Value.ExpiresAt <= now)
            .Concat(byCode.Where(pair => pair.Value.Room == room).OrderByDescending(pair => pair.Value.ExpiresAt).Skip(MostOfRoom - 1));
        foreach (var (old, _) in outdated.ToList())
        {
            byCode.TryRemove(old, out _);
        }

        var code = RandomNumberGenerator.GetString(RoomCode.Alphabet, Length);
        return (code, byCode[code] = new PairingOffer(room, role, now + Lifetime) { DeviceName = deviceName, By = by });
    }

    /// <summary>What a code stands for, without using it up; <see langword="null"/> when it is not good.</summary>
    public PairingOffer? Find(string text) => Good(byCode.GetValueOrDefault(CodeOf(text)));

    /// <summary>What a code stands for, in any case and with spaces or dashes; it is used up by that. <see langword="null"/> when it is not good.</summary>
    public PairingOffer? Take(string text) => byCode.TryRemove(CodeOf(text), out var pairing) ? Good(pairing) : null;

    private PairingOffer? Good(PairingOffer? pairing) => pairing?.ExpiresAt > time.GetUtcNow() ? pairing : null;

    private static string CodeOf(string text) =>
        text.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
}
