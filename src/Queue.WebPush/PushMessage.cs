namespace Queue.WebPush;

/// <summary>What to deliver and how (RFC 8030 section 5). Checked when it is made.</summary>
public sealed class PushMessage
{
    /// <summary>The longest time to live that the large services take: 28 days (Google; Mozilla takes 30).</summary>
    public static readonly TimeSpan MaxTimeToLive = TimeSpan.FromDays(28);

    /// <summary>The longest topic in characters (RFC 8030 section 5.4).</summary>
    public const int MaxTopicLength = 32;

    /// <summary>Makes a message.</summary>
    /// <param name="payload">What the service worker gets, 0 to <see cref="PushEncryptor.MaxPayloadBytes"/> bytes; not copied.</param>
    /// <param name="timeToLive">
    /// How long the service keeps it for a device that is away, from zero (now or never) to <see cref="MaxTimeToLive"/>. Whole
    /// seconds are sent; a rest is cut off, so that nothing arrives after its time.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The payload is too long, or the time is negative or too long.</exception>
    public PushMessage(ReadOnlyMemory<byte> payload, TimeSpan timeToLive)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payload.Length, PushEncryptor.MaxPayloadBytes, nameof(payload));
        ArgumentOutOfRangeException.ThrowIfLessThan(timeToLive, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(timeToLive, MaxTimeToLive);
        Payload = payload;
        TimeToLive = timeToLive;
    }

    /// <summary>What the service worker gets, unencrypted.</summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>How long the service keeps the message for a device that is away.</summary>
    public TimeSpan TimeToLive { get; }

    /// <summary>How soon it matters.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not one of the four.</exception>
    public PushUrgency Urgency
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "No such urgency.");
    } = PushUrgency.Normal;

    /// <summary>
    /// Replaces a message of the same topic that was not delivered yet. 1 to 32 characters of the base64url alphabet, or
    /// <see langword="null"/>. The service can read it: use a keyed hash, never a name (RFC 8030 sections 5.4 and 8.1).
    /// </summary>
    /// <exception cref="ArgumentException">The value has another length or other characters.</exception>
    public string? Topic
    {
        get;
        init => field = value is null || IsTopic(value)
            ? value
            : throw new ArgumentException("A topic is 1 to 32 characters of A-Z, a-z, 0-9, - and _.", nameof(value));
    }

    private static bool IsTopic(string topic) =>
        topic.Length is > 0 and <= MaxTopicLength && topic.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
