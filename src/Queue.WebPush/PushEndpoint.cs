using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Queue.WebPush;

/// <summary>
/// An endpoint as it was given and as it is sent to. The same <see cref="Uri"/> is judged and connected to, so no second parser
/// can read another host out of the text. Path and query go out as they came in: push services compare them byte by byte.
/// </summary>
internal sealed class PushEndpoint
{
    public const int MaxLength = 2048;

    private const string Https = "https://";
    private const string Http = "http://";

    // RFC 3986 section 2 without the fragment sign. A backslash, a space or a non-ASCII letter has no place in a URI, and each of
    // them is read differently by different parsers.
    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?[]@!$&'()*+,;=%");

    private static readonly UriCreationOptions Raw = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private PushEndpoint(string text, Uri uri)
    {
        Text = text;
        Uri = uri;
        Host = uri.IdnHost;
        Origin = uri.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
        HasUserInfo = Authority(text).Contains('@');
    }

    public string Text { get; }

    public Uri Uri { get; }

    /// <summary>Lower case, ASCII; an IPv6 address stands without brackets.</summary>
    public string Host { get; }

    /// <summary>RFC 6454 section 6.2: scheme, host, and the port unless it is the scheme's own.</summary>
    public string Origin { get; }

    public bool HasUserInfo { get; }

    public bool IsHttps => string.Equals(Uri.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal);

    public static bool TryParse(string? text, [NotNullWhen(true)] out PushEndpoint? endpoint)
    {
        endpoint = null;
        if (text is null or { Length: > MaxLength } || !HasScheme(text) || text.AsSpan().ContainsAnyExcept(Allowed)
            || !Uri.TryCreate(text, Raw, out var uri) || uri.Host.Length == 0)
        {
            return false;
        }

        endpoint = new PushEndpoint(text, uri);
        return true;
    }

    private static bool HasScheme(string text) =>
        text.StartsWith(Https, StringComparison.OrdinalIgnoreCase) || text.StartsWith(Http, StringComparison.OrdinalIgnoreCase);

    private static ReadOnlySpan<char> Authority(string text)
    {
        var rest = text.AsSpan(text.IndexOf("://", StringComparison.Ordinal) + 3);
        var end = rest.IndexOfAny('/', '?');
        return end < 0 ? rest : rest[..end];
    }
}
