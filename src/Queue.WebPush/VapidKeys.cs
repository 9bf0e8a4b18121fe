using System.Security.Cryptography;

namespace Queue.WebPush;

/// <summary>
/// The key pair that names a sender to push services (RFC 8292). A browser's subscription is bound to the public key it was made
/// with, so keep the pair for as long as its subscriptions, and the private key out of logs and images.
/// </summary>
public sealed class VapidKeys : IDisposable
{
    private const int MaxKeyText = 128;

    private readonly Lock gate = new();
    private readonly ECDsa key;

    private VapidKeys(ECDsa key, ReadOnlySpan<byte> point)
    {
        this.key = key;
        PublicKey = Base64Text.Encode(point);
    }

    /// <summary>
    /// The public key as 87 characters of unpadded base64url: the <c>applicationServerKey</c> of <c>pushManager.subscribe()</c> and
    /// the <c>k</c> of the header.
    /// </summary>
    public string PublicKey { get; }

    /// <summary>Makes a new pair.</summary>
    /// <returns>The pair; dispose it when no more tokens are signed.</returns>
    public static VapidKeys Generate()
    {
        var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Span<byte> point = stackalloc byte[P256.PointBytes];
        P256.WritePoint(pair.ExportParameters(includePrivateParameters: false).Q, point);
        return new VapidKeys(pair, point);
    }

    /// <summary>Reads a pair. Both keys may be base64url or plain base64, with or without padding.</summary>
    /// <param name="publicKey">65 bytes: an uncompressed point on P-256.</param>
    /// <param name="privateKey">Exactly 32 bytes: the number that gives this public key. A leading zero byte must be there.</param>
    /// <returns>The pair; dispose it when no more tokens are signed.</returns>
    /// <exception cref="FormatException">
    /// A key is malformed, the public key is not on the curve, or the two do not belong together. The message says which, and never
    /// holds the private key.
    /// </exception>
    public static VapidKeys Import(string publicKey, string privateKey)
    {
        if (!Base64Text.TryDecode(publicKey, MaxKeyText, out var point) || !P256.IsPoint(point))
        {
            throw new FormatException("The VAPID public key is not a point on P-256: 65 bytes in base64url, 87 characters, beginning with B.");
        }

        if (!Base64Text.TryDecode(privateKey, MaxKeyText, out var number) || number.Length != P256.ScalarBytes)
        {
            throw new FormatException("The VAPID private key is not 32 bytes in base64url (43 characters).");
        }

        try
        {
            return new VapidKeys(ImportPair(point, number), point);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(number);
        }
    }

    /// <summary>The private key, to be stored in a secret place.</summary>
    /// <returns>32 bytes as 43 characters of unpadded base64url.</returns>
    public string ExportPrivateKey()
    {
        lock (gate)
        {
            var number = key.ExportParameters(includePrivateParameters: true).D
                ?? throw new CryptographicException("The private key cannot be exported.");
            var text = Base64Text.Encode(number);
            CryptographicOperations.ZeroMemory(number);
            return text;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();

    /// <summary>ES256 (RFC 7518 section 3.4): r and s, 64 bytes. A key object is not made for two threads, so they take turns.</summary>
    internal byte[] Sign(ReadOnlySpan<byte> data)
    {
        lock (gate)
        {
            return key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
    }

    private static ECDsa ImportPair(byte[] point, byte[] number)
    {
        var parameters = P256.PublicParameters(point);
        using var publicHalf = ECDsa.Create(parameters);
        parameters.D = number;
        var pair = TryImport(parameters);
        if (pair is not null && BelongTogether(pair, publicHalf))
        {
            return pair;
        }

        pair?.Dispose();
        throw new FormatException("The VAPID private key does not belong to the public key.");
    }

    private static ECDsa? TryImport(ECParameters parameters)
    {
        try
        {
            return ECDsa.Create(parameters);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    // Not every platform compares the halves at import. A signature that the public half refuses would be a 403 for every push.
    private static bool BelongTogether(ECDsa pair, ECDsa publicHalf)
    {
        ReadOnlySpan<byte> probe = "probe"u8;
        return publicHalf.VerifyData(probe, pair.SignData(probe.ToArray(), HashAlgorithmName.SHA256), HashAlgorithmName.SHA256);
    }
}
