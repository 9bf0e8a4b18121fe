using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace Queue.WebPush;

/// <summary>The curve of web push (NIST P-256, also secp256r1 and prime256v1) and its points in uncompressed form.</summary>
internal static class P256
{
    /// <summary>0x04, x and y (SEC 1 section 2.3.3).</summary>
    public const int PointBytes = 65;

    public const int ScalarBytes = 32;

    private static readonly BigInteger Prime = Hex("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff");
    private static readonly BigInteger B = Hex("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b");

    /// <summary>
    /// Whether 65 bytes are a point on the curve: the check RFC 8291 section 7 demands of a subscription's key. The cofactor is 1,
    /// so a point on the curve is in the right group. Much cheaper than an import; timing does not matter, the key is public.
    /// </summary>
    public static bool IsPoint(ReadOnlySpan<byte> point)
    {
        if (point.Length != PointBytes || point[0] != 4)
        {
            return false;
        }

        var x = new BigInteger(point[1..33], isUnsigned: true, isBigEndian: true);
        var y = new BigInteger(point[33..], isUnsigned: true, isBigEndian: true);
        return x < Prime && y < Prime && (y * y - (x * x - 3) * x - B) % Prime == 0;
    }

    public static ECParameters PublicParameters(ReadOnlySpan<byte> point) => new()
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new ECPoint { X = point[1..33].ToArray(), Y = point[33..PointBytes].ToArray() },
    };

    /// <summary>Writes a point. Leading zeros of a coordinate are kept: one key in 128 has one.</summary>
    public static void WritePoint(ECPoint point, Span<byte> destination)
    {
        if (point is not { X: { Length: ScalarBytes } x, Y: { Length: ScalarBytes } y })
        {
            throw new CryptographicException("The key is not on the curve P-256.");
        }

        destination[0] = 4;
        x.CopyTo(destination[1..]);
        y.CopyTo(destination[33..]);
    }

    private static BigInteger Hex(string digits) =>
        BigInteger.Parse("0" + digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
