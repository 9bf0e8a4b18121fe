using System.Buffers.Text;
using System.Security.Cryptography;

namespace Queue.WebPush.Tests.Fixtures;

/// <summary>
/// A browser's side of a subscription: it holds the private key and decrypts. Written from RFC 8291 on its own, without the
/// library's code, so that a mistake cannot cancel itself out.
/// </summary>
internal sealed class Subscriber
{
    private readonly ECParameters key;

    public Subscriber()
        : this(NewKey(), RandomNumberGenerator.GetBytes(16))
    {
    }

    public Subscriber(ECParameters key, byte[] auth)
    {
        this.key = key;
        AuthSecret = auth;
    }

    public byte[] AuthSecret { get; }

    public byte[] Point => [4, .. key.Q.X!, .. key.Q.Y!];

    public byte[] PrivateKey => key.D!;

    public string P256dh => Base64Url.EncodeToString(Point);

    public string Auth => Base64Url.EncodeToString(AuthSecret);

    public static ECParameters NewKey()
    {
        using var pair = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return pair.ExportParameters(includePrivateParameters: true);
    }

    public PushSubscription At(string endpoint)
    {
        Assert.True(PushSubscription.TryCreate(endpoint, P256dh, Auth, out var subscription, out var error), $"{endpoint}: {error}");
        return subscription;
    }

    /// <summary>Decrypts the body of a request; throws on anything that is not exactly RFC 8291.</summary>
    public byte[] Decrypt(byte[] body)
    {
        if (body.Length is < 103 or > 4096 || body[20] != 65 || body[21] != 4)
        {
            throw new CryptographicException("The header is not that of RFC 8291.");
        }

        var sender = body[21..86];
        var prk = HKDF.Extract(HashAlgorithmName.SHA256, Content(sender), body[..16]);
        using var cipher = new AesGcm(HKDF.Expand(HashAlgorithmName.SHA256, prk, 16, "Content-Encoding: aes128gcm\0"u8.ToArray()), 16);
        var record = new byte[body.Length - 86 - 16];
        cipher.Decrypt(HKDF.Expand(HashAlgorithmName.SHA256, prk, 12, "Content-Encoding: nonce\0"u8.ToArray()), body[86..^16], body[^16..], record);
        var end = Array.FindLastIndex(record, b => b != 0);
        return end >= 0 && record[end] == 2 ? record[..end] : throw new CryptographicException("There is no delimiter.");
    }

    private byte[] Content(byte[] sender)
    {
        using var mine = ECDiffieHellman.Create(key);
        using var theirs = ECDiffieHellman.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = sender[1..33], Y = sender[33..] },
        });
        byte[] info = [.. "WebPush: info\0"u8, .. Point, .. sender];
        return HKDF.DeriveKey(HashAlgorithmName.SHA256, mine.DeriveRawSecretAgreement(theirs.PublicKey), 32, AuthSecret, info);
    }
}
