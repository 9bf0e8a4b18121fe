using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Queue.WebPush;

/// <summary>
/// Who sends (RFC 8292): a key pair, a contact, and the tokens signed with them. A token is kept per origin and signed again once
/// an hour, not once a message. All calls may come from any thread.
/// </summary>
public sealed class VapidIdentity
{
    private const int MaxOrigins = 1024;
    private const int MaxSubjectLength = 255;

    // RFC 8292 section 2 allows 24 hours; half of it leaves room for a clock that is wrong on either side.
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);
    private static readonly TimeSpan Reuse = TimeSpan.FromHours(1);
    private static readonly TimeSpan LeastAgeToRenew = TimeSpan.FromMinutes(1);

    // {"typ":"JWT","alg":"ES256"}
    private static readonly string JwtHeader = Base64Text.Encode("""{"typ":"JWT","alg":"ES256"}"""u8);

    private readonly Lock signing = new();
    private readonly LruCache<string, Token> tokens = new(MaxOrigins);
    private readonly VapidKeys keys;
    private readonly string subject;
    private readonly TimeProvider time;
    private long signatures;

    /// <summary>Makes an identity.</summary>
    /// <param name="keys">The key pair; it stays the caller's to dispose, after the identity is no longer used.</param>
    /// <param name="subject">How the push service can reach the operator: see <see cref="IsSubject"/>.</param>
    /// <param name="time">The clock for expiry. More than 12 hours of error make every service refuse the tokens.</param>
    /// <exception cref="ArgumentException">The subject is not one.</exception>
    public VapidIdentity(VapidKeys keys, string subject, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(time);
        this.keys = keys;
        this.time = time;
        this.subject = IsSubject(subject)
            ? subject
            : throw new ArgumentException("The VAPID subject is 'mailto:' and an address, or an https URI; not localhost, no spaces.", nameof(subject));
    }

    /// <summary>The public key, as in <see cref="VapidKeys.PublicKey"/>: store it beside each subscription made with it.</summary>
    public string PublicKey => keys.PublicKey;

    /// <summary>How many tokens were signed so far.</summary>
    public long Signatures => Interlocked.Read(ref signatures);

    /// <summary>Whether a text can be the contact of a sender (RFC 8292 section 2.1, as strict as the strictest service).</summary>
    /// <param name="subject">
    /// <c>mailto:</c> with an address, or an <c>https:</c> URI; at most 255 printable ASCII characters, no spaces, quotes or angle
    /// brackets, and no localhost: Apple refuses those with <c>BadJwtToken</c>.
    /// </param>
    /// <returns><see langword="true"/> when it can.</returns>
    public static bool IsSubject(string? subject)
    {
        if (subject is null or { Length: > MaxSubjectLength } || !subject.All(c => c is > ' ' and <= '~' and not ('"' or '\\' or '<' or '>'))
            || !Uri.TryCreate(subject, UriKind.Absolute, out var uri))
        {
            return false;
        }

        if (subject.StartsWith("https://", StringComparison.Ordinal))
        {
            return IsReachable(uri.Host);
        }

        var at = subject.LastIndexOf('@');
        return subject.StartsWith("mailto:", StringComparison.Ordinal) && at > "mailto:".Length && IsReachable(subject[(at + 1)..]);
    }

    /// <summary>The value of the <c>Authorization</c> header for a subscription's origin (RFC 8292 section 3).</summary>
    /// <param name="subscription">The subscription.</param>
    /// <returns><c>vapid t=</c>token<c>, k=</c>public key. Valid for at least 11 more hours.</returns>
    public string AuthorizationFor(PushSubscription subscription)
    {
        ArgumentNullException.ThrowIfNull(subscription);
        var origin = subscription.Origin;
        if (Fresh(origin) is { } known)
        {
            return known.Header;
        }

        // One signature an origin, however many sends arrive at once.
        lock (signing)
        {
            var token = Fresh(origin) ?? Sign(origin);
            tokens.Set(origin, token);
            return token.Header;
        }
    }

    /// <summary>
    /// Forgets the token of an origin that refused it, so that the next send signs a new one. A token of less than a minute stays:
    /// then the token is not what is wrong.
    /// </summary>
    internal void Renew(string origin)
    {
        if (tokens.TryGet(origin, out var token) && time.GetUtcNow() - token.SignedAt >= LeastAgeToRenew)
        {
            tokens.Remove(origin);
        }
    }

    /// <summary>Header and claims of a token, ready to be signed (RFC 7515 section 5.1).</summary>
    internal static string SigningInput(string origin, DateTimeOffset expires, string subject) =>
        JwtHeader + "." + Base64Text.Encode(Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $$"""{"aud":"{{origin}}","exp":{{expires.ToUnixTimeSeconds()}},"sub":"{{subject}}"}""")));

    // A clock that was set back makes a token look as if signed in the future; it is kept within the hour, when it still expires
    // well before the 24 hours that services allow.
    private Token? Fresh(string origin) =>
        tokens.TryGet(origin, out var token) && (time.GetUtcNow() - token.SignedAt).Duration() < Reuse ? token : null;

    private Token Sign(string origin)
    {
        var now = time.GetUtcNow();
        var input = SigningInput(origin, now + Lifetime, subject);
        var signature = keys.Sign(Encoding.ASCII.GetBytes(input));
        Interlocked.Increment(ref signatures);
        return new Token($"vapid t={input}.{Base64Url.EncodeToString(signature)}, k={keys.PublicKey}", now);
    }

    private static bool IsReachable(string host) =>
        host.Contains('.') && !host.StartsWith('.') && !host.EndsWith('.') && !host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);

    private sealed record Token(string Header, DateTimeOffset SignedAt);
}
