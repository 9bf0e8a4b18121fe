namespace Queue.WebPush;

/// <summary>What is wrong with a subscription that somebody sent.</summary>
public enum SubscriptionError
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The endpoint is missing or no absolute http or https URI of RFC 3986 characters, or has a fragment.</summary>
    EndpointMalformed,

    /// <summary>The endpoint is longer than <see cref="PushSubscription.MaxEndpointLength"/>.</summary>
    EndpointTooLong,

    /// <summary>The key is missing, not base64, or not 65 bytes long.</summary>
    KeyMalformed,

    /// <summary>The key has the right length but is no uncompressed point on the curve P-256 (RFC 8291 section 7).</summary>
    KeyNotOnCurve,

    /// <summary>The authentication secret is missing, not base64, or not 16 bytes long.</summary>
    AuthMalformed,
}
