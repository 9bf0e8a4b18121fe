using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Queue.WebPush;

/// <summary>
/// The encryption of web push (RFC 8291): one record of <c>aes128gcm</c> (RFC 8188) under a key that only the subscriber can
/// derive. Pure: the same arguments give the same bytes. For everyday use take <see cref="PushEncryptor"/>.
/// </summary>
/// <remarks>
/// The body is salt (16), record size (4), key id length (1), sender's public key (65), then the encrypted payload, delimiter 0x02
/// and padding zeros, then the tag (16).
/// </remarks>
public static class PushEncryption
{
    /// <summary>Length of the salt in bytes (RFC 8188 section 2.1).</summary>
    public const int SaltBytes = 16;

    /// <summary>Length in bytes of what stands in front of the ciphertext.</summary>
    public const int HeaderBytes = SaltBytes + 4 + 1 + P256.PointBytes;

    /// <summary>
    /// The most payload and padding together, in bytes: a push service must take bodies of 4,096 bytes (RFC 8030 section 7.2), and
    /// header, delimiter and tag need 103 of them (RFC 8291 section 4).
    /// </summary>
    public const int MaxPaddedBytes = 4096 - HeaderBytes - 1 - TagBytes;

    private const int TagBytes = 16;
    private const int RecordSize = 4096;
    private const byte LastRecord = 2;

    /// <summary>Encrypts a payload with given keys and salt.</summary>
    /// <param name="payload">The payload, 0 to <paramref name="paddedBytes"/> bytes.</param>
    /// <param name="paddedBytes">Payload and padding together, in bytes: at most <see cref="MaxPaddedBytes"/>.</param>
    /// <param name="subscription">Whom to encrypt for.</param>
    /// <param name="senderKey">The sender's key on P-256; use it for one message, and never the VAPID key (RFC 8291 section 3.1).</param>
    /// <param name="salt">16 random bytes, never used with the same keys before (RFC 8188 section 4.3).</param>
    /// <returns>The body of the request: 103 + <paramref name="paddedBytes"/> bytes.</returns>
    /// <exception cref="ArgumentException">The salt is not 16 bytes long.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The padded length is less than the payload's or more than the maximum.</exception>
    /// <exception cref="CryptographicException">The sender's key is not on P-256.</exception>
    public static byte[] Encrypt(
        ReadOnlySpan<byte> payload, int paddedBytes, PushSubscription subscription, ECDiffieHellman senderKey, ReadOnlySpan<byte> salt)
    {
        ArgumentNullException.ThrowIfNull(subscription);
        ArgumentNullException.ThrowIfNull(senderKey);
        using var receiverKey = ImportReceiver(subscription);
        return Encrypt(payload, paddedBytes, subscription, receiverKey, senderKey, salt);
    }

    internal static byte[] Encrypt(
        ReadOnlySpan<byte> payload,
        int paddedBytes,
        PushSubscription subscription,
        ECDiffieHellmanPublicKey receiverKey,
        ECDiffieHellman senderKey,
        ReadOnlySpan<byte> salt)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(paddedBytes, payload.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(paddedBytes, MaxPaddedBytes);
        if (salt.Length != SaltBytes)
        {
            throw new ArgumentException("A salt is 16 bytes long.", nameof(salt));
        }

        var body = new byte[HeaderBytes + paddedBytes + 1 + TagBytes];
        WriteHeader(body, salt, senderKey);
        Span<byte> inputKey = stackalloc byte[KeySchedule.SecretBytes];
        var sharedSecret = senderKey.DeriveRawSecretAgreement(receiverKey);
        KeySchedule.InputKey(
            sharedSecret, subscription.AuthSecret, subscription.Point, body.AsSpan(SaltBytes + 5, P256.PointBytes), inputKey);
        payload.CopyTo(body.AsSpan(HeaderBytes));
        body[HeaderBytes + payload.Length] = LastRecord;
        Seal(body, inputKey, salt);
        CryptographicOperations.ZeroMemory(sharedSecret);
        CryptographicOperations.ZeroMemory(inputKey);
        return body;
    }

    /// <summary>The imported key keeps living when the key pair around it is gone.</summary>
    internal static ECDiffieHellmanPublicKey ImportReceiver(PushSubscription subscription)
    {
        using var pair = ECDiffieHellman.Create(P256.PublicParameters(subscription.Point));
        return pair.PublicKey;
    }

    private static void WriteHeader(Span<byte> body, ReadOnlySpan<byte> salt, ECDiffieHellman senderKey)
    {
        salt.CopyTo(body);
        BinaryPrimitives.WriteUInt32BigEndian(body[SaltBytes..], RecordSize);
        body[SaltBytes + 4] = P256.PointBytes;
        P256.WritePoint(senderKey.ExportParameters(includePrivateParameters: false).Q, body[(SaltBytes + 5)..]);
    }

    // Encrypts in place: the plaintext stands where the ciphertext goes.
    private static void Seal(Span<byte> body, ReadOnlySpan<byte> inputKey, ReadOnlySpan<byte> salt)
    {
        Span<byte> prk = stackalloc byte[KeySchedule.SecretBytes];
        Span<byte> key = stackalloc byte[KeySchedule.KeyBytes];
        Span<byte> nonce = stackalloc byte[KeySchedule.NonceBytes];
        KeySchedule.Extract(salt, inputKey, prk);
        KeySchedule.ContentKey(prk, key);
        KeySchedule.Nonce(prk, nonce);
        using var cipher = new AesGcm(key, TagBytes);
        var record = body[HeaderBytes..^TagBytes];
        cipher.Encrypt(nonce, record, record, body[^TagBytes..]);
        CryptographicOperations.ZeroMemory(prk);
        CryptographicOperations.ZeroMemory(key);
    }
}
