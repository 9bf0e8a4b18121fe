using System.Security.Cryptography;
using Queue.Core.Venues;

namespace Queue.Server.Venues;

/// <summary>
/// PINs of venues: four to eight digits, kept as what PBKDF2 (RFC 8018, with HMAC-SHA-256) makes of them. So few digits can be found again
/// by who has the database; what protects them is that they are tried a few times a minute and open nothing but a device that is there.
/// </summary>
internal static class Pins
{
    private const int MinDigits = 4;
    private const int MaxDigits = 8;
    private const int Iterations = 100_000;
    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    public static bool IsValid(string? text) => text is { Length: >= MinDigits and <= MaxDigits } && text.All(char.IsAsciiDigit);

    public static VenuePin Of(string text)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return new VenuePin(Convert.ToBase64String(salt), Convert.ToBase64String(Hash(text, salt, Iterations)), Iterations);
    }

    /// <summary>Compares in constant time.</summary>
    public static bool IsRight(VenuePin pin, string text) => CryptographicOperations.FixedTimeEquals(
        Hash(text, Convert.FromBase64String(pin.Salt), pin.Iterations), Convert.FromBase64String(pin.Hash));

    private static byte[] Hash(string text, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(text, salt, iterations, HashAlgorithmName.SHA256, HashBytes);
}
