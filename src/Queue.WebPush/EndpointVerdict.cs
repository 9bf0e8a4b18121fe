namespace Queue.WebPush;

/// <summary>Whether an endpoint may be sent to, and if not, why.</summary>
public enum EndpointVerdict
{
    /// <summary>It may.</summary>
    Allowed,

    /// <summary>No absolute http or https URI.</summary>
    Malformed,

    /// <summary>Not https (RFC 8030 section 8 requires it).</summary>
    NotHttps,

    /// <summary>There is a user or a password in front of the host.</summary>
    UserInfo,

    /// <summary>The port is not 443.</summary>
    Port,

    /// <summary>The host is an address, in whatever spelling, and not a name.</summary>
    AddressLiteral,

    /// <summary>The host is not on the list, or is no full host name (no dot, a dot at the end, an empty label).</summary>
    HostNotAllowed,

    /// <summary>The name leads to an address that is not public. Found when connecting, never by looking at the name.</summary>
    AddressNotPublic,
}
