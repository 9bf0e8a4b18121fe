using System.Diagnostics.CodeAnalysis;

namespace Queue.WebPush;

/// <summary>
/// Where and for whom to encrypt: what a browser's <c>PushSubscription.toJSON()</c> gives. Checked when it is made, so that a
/// subscription that exists can be encrypted for. Whether its endpoint may be sent to is a <see cref="PushEndpointPolicy"/>'s word.
/// </summary>
/// <remarks>The endpoint and <see cref="Auth"/> are secrets of the subscriber: keep them out of logs.</remarks>
public sealed class PushSubscription
{
    /// <summary>The longest endpoint taken, in characters. Those seen in the wild are below 800.</summary>
    public const int MaxEndpointLength = PushEndpoint.MaxLength;

    /// <summary>Length of the authentication secret in bytes (RFC 8291 section 3.2).</summary>
    public const int AuthBytes = 16;

    // Longer than any spelling of 65 bytes in base64; decoding never works on more than that.
    private const int MaxKeyText = 128;

    private PushSubscription(PushEndpoint endpoint, byte[] point, byte[] authSecret)
    {
        Target = endpoint;
        Point = point;
        AuthSecret = authSecret;
        P256dh = Base64Text.Encode(point);
        Auth = Base64Text.Encode(authSecret);
    }

    /// <summary>The push resource (RFC 8030 section 5), exactly as it was given.</summary>
    public string Endpoint => Target.Text;

    /// <summary>
    /// The origin of the endpoint (RFC 6454 section 6.2), for example <c>https://fcm.googleapis.com</c>: the unit of back-pressure
    /// and of VAPID tokens.
    /// </summary>
    public string Origin => Target.Origin;

    /// <summary>The subscriber's public key: a point on P-256, uncompressed, as 87 characters of unpadded base64url.</summary>
    public string P256dh { get; }

    /// <summary>The authentication secret: 16 bytes as 22 characters of unpadded base64url.</summary>
    public string Auth { get; }

    internal PushEndpoint Target { get; }

    internal byte[] Point { get; }

    internal byte[] AuthSecret { get; }

    /// <summary>
    /// Reads a subscription. Keys may be base64url or plain base64, with or without padding; they are kept in unpadded base64url.
    /// </summary>
    /// <param name="endpoint">An absolute http or https URI of at most <see cref="MaxEndpointLength"/> characters (RFC 3986).</param>
    /// <param name="p256dh">65 bytes: an uncompressed point on P-256 (RFC 8291 sections 3.1 and 7).</param>
    /// <param name="auth">Exactly 16 bytes (RFC 8291 section 3.2).</param>
    /// <param name="subscription">The subscription, when all three are right.</param>
    /// <param name="error">The first thing that is wrong; <see cref="SubscriptionError.None"/> when nothing is.</param>
    /// <returns><see langword="true"/> when a message can be encrypted for the subscription.</returns>
    public static bool TryCreate(
        string? endpoint,
        string? p256dh,
        string? auth,
        [NotNullWhen(true)] out PushSubscription? subscription,
        out SubscriptionError error)
    {
        subscription = null;
        error = Read(endpoint, p256dh, auth, out var target, out var point, out var secret);
        if (target is null || point is null || secret is null)
        {
            return false;
        }

        subscription = new PushSubscription(target, point, secret);
        return true;
    }

    /// <summary>The origin alone: the rest of the endpoint is a secret.</summary>
    /// <returns><see cref="Origin"/>.</returns>
    public override string ToString() => Origin;

    private static SubscriptionError Read(
        string? endpoint, string? p256dh, string? auth, out PushEndpoint? target, out byte[]? point, out byte[]? secret)
    {
        (point, secret) = (null, null);
        if (!PushEndpoint.TryParse(endpoint, out target))
        {
            return endpoint?.Length > MaxEndpointLength ? SubscriptionError.EndpointTooLong : SubscriptionError.EndpointMalformed;
        }

        if (!Base64Text.TryDecode(p256dh, MaxKeyText, out point) || point.Length != P256.PointBytes)
        {
            return SubscriptionError.KeyMalformed;
        }

        if (!P256.IsPoint(point))
        {
            return SubscriptionError.KeyNotOnCurve;
        }

        return Base64Text.TryDecode(auth, MaxKeyText, out var bytes) && bytes.Length == AuthBytes
            ? Found(bytes, out secret)
            : SubscriptionError.AuthMalformed;
    }

    private static SubscriptionError Found(byte[] bytes, out byte[]? secret)
    {
        secret = bytes;
        return SubscriptionError.None;
    }
}
