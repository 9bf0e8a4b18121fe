using System.Security.Cryptography;

namespace Queue.WebPush;

/// <summary>
/// Encrypts messages in everyday use: draws a fresh sender key and salt for each (RFC 8291 section 3.1), hides the length in a
/// bucket, and keeps the imported keys of recent subscribers, because importing one costs as much as the encryption itself.
/// All calls may come from any thread.
/// </summary>
public sealed class PushEncryptor
{
    /// <summary>
    /// The longest payload taken, in bytes. RFC 8291 would allow 3,993, but some services refuse more than about 2,700.
    /// </summary>
    public const int MaxPayloadBytes = 2048;

    private const int SmallestBucket = 256;

    private readonly LruCache<string, ECDiffieHellmanPublicKey> receivers;
    private long imports;

    /// <summary>Makes an encryptor.</summary>
    /// <param name="cachedKeys">How many imported keys to keep, 1 or more; about 2 KB each. The least recently used goes first.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public PushEncryptor(int cachedKeys = 4096)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cachedKeys, 1);
        receivers = new LruCache<string, ECDiffieHellmanPublicKey>(cachedKeys);
    }

    /// <summary>How many keys were imported: the misses of the cache.</summary>
    public long Imports => Interlocked.Read(ref imports);

    /// <summary>How many imported keys are kept now.</summary>
    public int CachedKeys => receivers.Count;

    /// <summary>Encrypts a payload for a subscriber.</summary>
    /// <param name="payload">0 to <see cref="MaxPayloadBytes"/> bytes.</param>
    /// <param name="subscription">Whom to encrypt for.</param>
    /// <returns>The body of the request: 103 bytes and the bucket, so 359 to 2,151 bytes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The payload is too long.</exception>
    public byte[] Encrypt(ReadOnlySpan<byte> payload, PushSubscription subscription)
    {
        ArgumentNullException.ThrowIfNull(subscription);
        var paddedBytes = BucketFor(payload.Length);
        Span<byte> salt = stackalloc byte[PushEncryption.SaltBytes];
        RandomNumberGenerator.Fill(salt);
        using var senderKey = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return PushEncryption.Encrypt(payload, paddedBytes, subscription, Receiver(subscription), senderKey, salt);
    }

    /// <summary>The length that a payload is padded to, so that the service learns little of it: 256, 512, 1,024 or 2,048 bytes.</summary>
    /// <param name="payloadBytes">0 to <see cref="MaxPayloadBytes"/>.</param>
    /// <returns>Payload and padding together, in bytes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or more than the maximum.</exception>
    public static int BucketFor(int payloadBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(payloadBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payloadBytes, MaxPayloadBytes);
        var bucket = SmallestBucket;
        while (bucket < payloadBytes)
        {
            bucket *= 2;
        }

        return bucket;
    }

    // Two threads that miss at once both import; the later one stays. Nothing is locked while importing.
    private ECDiffieHellmanPublicKey Receiver(PushSubscription subscription)
    {
        if (receivers.TryGet(subscription.P256dh, out var key))
        {
            return key;
        }

        key = PushEncryption.ImportReceiver(subscription);
        Interlocked.Increment(ref imports);
        receivers.Set(subscription.P256dh, key);
        return key;
    }
}
