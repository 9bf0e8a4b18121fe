using System.Security.Cryptography;

namespace Queue.WebPush;

/// <summary>The key derivation of web push, one method a step: RFC 8291 section 3.4 on top of RFC 8188 section 2.</summary>
internal static class KeySchedule
{
    public const int SecretBytes = 32;
    public const int KeyBytes = 16;
    public const int NonceBytes = 12;
    public const int KeyInfoBytes = 14 + 2 * P256.PointBytes;

    private static ReadOnlySpan<byte> KeyInfoLabel => "WebPush: info\0"u8;

    private static ReadOnlySpan<byte> ContentKeyLabel => "Content-Encoding: aes128gcm\0"u8;

    private static ReadOnlySpan<byte> NonceLabel => "Content-Encoding: nonce\0"u8;

    /// <summary>HKDF-Extract (RFC 5869 section 2.2): 32 bytes.</summary>
    public static void Extract(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> secret, Span<byte> prk) =>
        HKDF.Extract(HashAlgorithmName.SHA256, secret, salt, prk);

    /// <summary>key_info: which two keys the shared secret belongs to.</summary>
    public static void KeyInfo(ReadOnlySpan<byte> receiverPoint, ReadOnlySpan<byte> senderPoint, Span<byte> info)
    {
        KeyInfoLabel.CopyTo(info);
        receiverPoint.CopyTo(info[KeyInfoLabel.Length..]);
        senderPoint.CopyTo(info[(KeyInfoLabel.Length + P256.PointBytes)..]);
    }

    /// <summary>IKM: the shared secret bound to the authentication secret and to both public keys.</summary>
    public static void InputKey(
        ReadOnlySpan<byte> sharedSecret,
        ReadOnlySpan<byte> authSecret,
        ReadOnlySpan<byte> receiverPoint,
        ReadOnlySpan<byte> senderPoint,
        Span<byte> inputKey)
    {
        Span<byte> prk = stackalloc byte[SecretBytes];
        Span<byte> info = stackalloc byte[KeyInfoBytes];
        Extract(authSecret, sharedSecret, prk);
        KeyInfo(receiverPoint, senderPoint, info);
        HKDF.Expand(HashAlgorithmName.SHA256, prk, inputKey, info);
        CryptographicOperations.ZeroMemory(prk);
    }

    /// <summary>CEK (RFC 8188 section 2.2): 16 bytes.</summary>
    public static void ContentKey(ReadOnlySpan<byte> prk, Span<byte> key) =>
        HKDF.Expand(HashAlgorithmName.SHA256, prk, key, ContentKeyLabel);

    /// <summary>NONCE of the first record (RFC 8188 section 2.3): 12 bytes.</summary>
    public static void Nonce(ReadOnlySpan<byte> prk, Span<byte> nonce) =>
        HKDF.Expand(HashAlgorithmName.SHA256, prk, nonce, NonceLabel);
}
