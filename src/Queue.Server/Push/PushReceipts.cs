using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using Queue.Server.Storage;

namespace Queue.Server.Push;

/// <summary>What a receipt is about.</summary>
/// <param name="Room">The room.</param>
/// <param name="Party">The party.</param>
/// <param name="Calls">How often it had been called when the alert left.</param>
/// <param name="Delivery">The alert.</param>
internal sealed record Receipt(RoomId Room, PartyId Party, int Calls, long Delivery);

/// <summary>
/// Receipt tokens travel inside the encrypted payload and come back from the phone: proof that it was shown or answered there. An
/// HMAC-SHA-256 over room, party, number of calls, alert and expiry; a replay has no further effect, as reports only go forward.
/// </summary>
internal sealed class PushReceipts(Secrets secrets, TimeProvider time)
{
    private const string Role = "p";
    private const int MaxLength = 256;
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    public string Mint(Receipt receipt)
    {
        var key = secrets.TokenKeys[0];
        var expiry = (time.GetUtcNow() + Lifetime).ToUnixTimeSeconds();
        var claims = string.Create(
            CultureInfo.InvariantCulture, $"{receipt.Room.Value}.{Role}.{receipt.Party}.{receipt.Calls}.{receipt.Delivery}.{expiry}.{key.Id}");
        return $"{claims}.{Mac(key, claims)}";
    }

    /// <summary>What a token is about; null when it is forged, damaged or too old.</summary>
    public Receipt? Read(string token)
    {
        var parts = token.Length <= MaxLength && Ascii.IsValid(token) ? token.Split('.') : [];
        if (parts is not [var room, Role, var party, var calls, var delivery, var expiry, var keyId, var mac]
            || secrets.TokenKeys.FirstOrDefault(key => string.Equals(key.Id, keyId, StringComparison.Ordinal)) is not { } key
            || !CryptographicOperations.FixedTimeEquals(
                Encoding.ASCII.GetBytes(mac), Encoding.ASCII.GetBytes(Mac(key, token[..token.LastIndexOf('.')]))))
        {
            return null;
        }

        return long.Parse(expiry, CultureInfo.InvariantCulture) > time.GetUtcNow().ToUnixTimeSeconds()
            && RoomId.TryParse(room, out var roomId)
            && PartyId.TryParse(party, out var partyId)
                ? new Receipt(
                    roomId, partyId, int.Parse(calls, CultureInfo.InvariantCulture), long.Parse(delivery, CultureInfo.InvariantCulture))
                : null;
    }

    private static string Mac(TokenKey key, string claims) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(key.Key, Encoding.ASCII.GetBytes(claims)));
}
