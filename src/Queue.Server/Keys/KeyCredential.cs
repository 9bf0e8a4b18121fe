using Queue.Server.Http;

namespace Queue.Server.Keys;

/// <summary>
/// The API key of a request: <c>Authorization: Bearer que_…</c>, else <c>?token=que_…</c>. A browser can give a socket no header, and an
/// address is written into logs; so a socket may name its token as a protocol beside ours: <c>queue, token.que_…</c>.
/// </summary>
internal sealed class KeyCredential(KeyStore keys)
{
    public const string QueryName = "token";

    private const string Scheme = "Bearer ";
    private const string Protocol = "queue";
    private const string ProtocolToken = "token.";

    /// <summary>The token that a request shows, of whatever kind; <see langword="null"/> when it shows none.</summary>
    public static string? TokenOf(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && header.AsSpan(Scheme.Length).Trim() is { IsEmpty: false } bearer
            ? bearer.ToString()
            : HostCredential.QueryValue(context.Request, QueryName) is { Length: > 0 } query ? query.ToString()
            : TokenOfSocket(context);
    }

    /// <summary>The protocol to agree to: a browser that named protocols goes away when none of them is taken.</summary>
    public static string? ProtocolOf(HttpContext context) =>
        context.WebSockets.WebSocketRequestedProtocols.Contains(Protocol, StringComparer.Ordinal) ? Protocol : null;

    /// <summary>The key, or the problem to answer.</summary>
    public (ApiKey? Key, Problem? Problem) Require(HttpContext context) =>
        TokenOf(context) is not { } token ? (null, Problem.MissingApiKey) : Check(token);

    /// <summary>The key, when there is one: a wrong one is a problem, none is not. What is no API key by its looks belongs to somebody else.</summary>
    public (ApiKey? Key, Problem? Problem) Allow(HttpContext context) =>
        TokenOf(context) is { } token && token.StartsWith(ApiKey.Start, StringComparison.Ordinal) ? Check(token) : (null, null);

    private static string? TokenOfSocket(HttpContext context) => !context.WebSockets.IsWebSocketRequest ? null
        : context.WebSockets.WebSocketRequestedProtocols.FirstOrDefault(name => name.StartsWith(ProtocolToken, StringComparison.Ordinal))?[ProtocolToken.Length..];

    private (ApiKey? Key, Problem? Problem) Check(string token) =>
        keys.Find(token) is { } key ? (key, null) : (null, Problem.InvalidApiKey);
}
