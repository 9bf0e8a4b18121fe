using System.Collections.Immutable;
using System.Net;

namespace Queue.WebPush;

/// <summary>
/// Which endpoints may be sent to. A subscriber chooses the endpoint, so without such a rule a server that sends pushes can be
/// made to POST anywhere, also inside its own network (server-side request forgery, OWASP API7:2023).
/// </summary>
/// <remarks>
/// Check at subscribe, to tell the caller; <see cref="PushSender"/> checks again before each send, and checks the addresses that a
/// name leads to at the moment of connecting.
/// </remarks>
public sealed class PushEndpointPolicy
{
    private const int HttpsPort = 443;

    private readonly ImmutableArray<string> allowedHosts;
    private readonly bool anyHost;

    /// <summary>Makes a policy.</summary>
    /// <param name="allowedHosts">
    /// The hosts whose names and subdomains are allowed, for example <see cref="KnownHosts"/>. <see langword="null"/> allows every
    /// public host, an empty list none.
    /// </param>
    /// <param name="allowInsecureEndpoints">
    /// For tests on one machine only: also allows http and any port on <c>localhost</c>, 127.0.0.0/8 and ::1. Other hosts keep
    /// all their rules.
    /// </param>
    /// <exception cref="ArgumentException">An entry of the list is no host name.</exception>
    public PushEndpointPolicy(IEnumerable<string>? allowedHosts, bool allowInsecureEndpoints = false)
    {
        anyHost = allowedHosts is null;
        this.allowedHosts = [.. (allowedHosts ?? []).Select(Normalize)];
        AllowInsecureEndpoints = allowInsecureEndpoints;
    }

    /// <summary>The hosts of the large browsers' push services: Google, Mozilla, Apple, Microsoft.</summary>
    public static ImmutableArray<string> KnownHosts { get; } =
        ["fcm.googleapis.com", "push.services.mozilla.com", "push.apple.com", "notify.windows.com"];

    /// <summary>Whether endpoints on this machine are allowed, for tests.</summary>
    public bool AllowInsecureEndpoints { get; }

    /// <summary>Judges an endpoint by its text. Nothing is resolved.</summary>
    /// <param name="endpoint">Any text.</param>
    /// <returns>The verdict; never <see cref="EndpointVerdict.AddressNotPublic"/>, which shows when connecting.</returns>
    public EndpointVerdict Check(string? endpoint) =>
        PushEndpoint.TryParse(endpoint, out var target) ? Check(target) : EndpointVerdict.Malformed;

    /// <summary>Judges the endpoint of a subscription. Nothing is resolved.</summary>
    /// <param name="subscription">The subscription.</param>
    /// <returns>The verdict; never <see cref="EndpointVerdict.AddressNotPublic"/>, which shows when connecting.</returns>
    public EndpointVerdict Check(PushSubscription subscription)
    {
        ArgumentNullException.ThrowIfNull(subscription);
        return Check(subscription.Target);
    }

    /// <summary>Whether a connection to this host may go to the machine itself.</summary>
    internal bool AllowsLoopback(string host) => AllowInsecureEndpoints && IsLoopbackHost(host);

    private EndpointVerdict Check(PushEndpoint endpoint)
    {
        if (endpoint.HasUserInfo)
        {
            return EndpointVerdict.UserInfo;
        }

        return AllowsLoopback(endpoint.Host) ? EndpointVerdict.Allowed : CheckPublic(endpoint);
    }

    private EndpointVerdict CheckPublic(PushEndpoint endpoint)
    {
        if (!endpoint.IsHttps)
        {
            return EndpointVerdict.NotHttps;
        }

        if (endpoint.Uri.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6 || EndsInNumber(endpoint.Host))
        {
            return EndpointVerdict.AddressLiteral;
        }

        if (endpoint.Uri.Port != HttpsPort)
        {
            return EndpointVerdict.Port;
        }

        return IsHostName(endpoint.Host) && endpoint.Host.Contains('.') && IsListed(endpoint.Host)
            ? EndpointVerdict.Allowed
            : EndpointVerdict.HostNotAllowed;
    }

    // Compared as host names, never searched for in the text: "https://evil.example/fcm.googleapis.com" and
    // "https://fcm.googleapis.com.evil.example" contain the allowed name as well.
    private bool IsListed(string host) =>
        anyHost || allowedHosts.Any(allowed => host.EndsWith(allowed, StringComparison.OrdinalIgnoreCase)
            && (host.Length == allowed.Length || host[^(allowed.Length + 1)] == '.'));

    private static string Normalize(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        var name = host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host.TrimStart('.');
        return IsHostName(name) && !EndsInNumber(name)
            ? name.ToLowerInvariant()
            : throw new ArgumentException($"'{host}' is not a host name; give one like 'push.example.com', without scheme or port.", nameof(host));
    }

    private static bool IsHostName(string host) =>
        host.Split('.').All(label => label.Length is > 0 and < 64 && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'));

    // What some resolvers read as an IPv4 address: 127.1, 0x7f.0.0.1, 2130706433 (WHATWG URL, "ends in a number").
    private static bool EndsInNumber(string host)
    {
        var name = host.TrimEnd('.');
        var last = name[(name.LastIndexOf('.') + 1)..];
        return last.Length > 0
            && (last.All(char.IsAsciiDigit)
                || (last.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && last.Skip(2).All(char.IsAsciiHexDigit)));
    }

    private static bool IsLoopbackHost(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
