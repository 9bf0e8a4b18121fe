using Microsoft.AspNetCore.WebUtilities;
using Queue.Core.Rooms;
using Queue.Core.Waitlist;

namespace Queue.Server.Http;

internal enum HostAccess
{
    /// <summary>No host credential came with the request.</summary>
    None,

    /// <summary>One came, but none is good for this room.</summary>
    Invalid,

    Valid,
}

/// <summary>
/// The host credential of a request, resolved in one way on every route: header, then cookie, then <c>?hostToken=</c>; the first valid
/// one wins.
/// </summary>
/// <param name="Access">What was found.</param>
/// <param name="Credential">Tells this token from others, for limits.</param>
/// <param name="FromCookie">The browser sent it by itself, so a page of another site may have caused the request.</param>
/// <param name="Token">The token that was found valid.</param>
internal readonly record struct HostCredential(HostAccess Access, UInt128 Credential, bool FromCookie, ReadOnlyMemory<char> Token)
{
    public const string HeaderName = "x-host-auth";
    public const string CookieName = "queue_host_auth";
    public const string QueryName = "hostToken";

    public static HostCredential Resolve(HttpContext context, RoomId room, AccessTokens tokens)
    {
        var request = context.Request;
        var seen = false;
        if (request.Headers.TryGetValue(HeaderName, out var header) && header.Count > 0)
        {
            seen = true;
            if (tokens.VerifyHost(header[0], room, out var credential))
            {
                return new HostCredential(HostAccess.Valid, credential, false, header[0].AsMemory());
            }
        }

        if (request.Headers.Cookie.Count > 0 && request.Cookies[CookieName] is { Length: > 0 } cookie)
        {
            seen = true;
            if (tokens.VerifyHost(cookie, room, out var credential))
            {
                return new HostCredential(HostAccess.Valid, credential, true, cookie.AsMemory());
            }
        }

        if (QueryValue(request, QueryName) is { Length: > 0 } query)
        {
            seen = true;
            if (tokens.VerifyHost(query.Span, room, out var credential))
            {
                return new HostCredential(HostAccess.Valid, credential, false, query);
            }
        }

        return new HostCredential(seen ? HostAccess.Invalid : HostAccess.None, default, false, default);
    }

    /// <summary>The device that the token was given to; <see langword="null"/> without a valid one.</summary>
    public HostDevice? Device => Access == HostAccess.Valid ? new HostDevice(AccessTokens.IdOf(Token.ToString())) : null;

    /// <summary>The problem to answer when a host is required; <see langword="null"/> when there is one.</summary>
    public Problem? Require(bool changes, HttpContext context) => Access switch
    {
        HostAccess.None => Problem.HostAuthenticationRequired,
        HostAccess.Invalid => Problem.InvalidHostToken,
        // The cookie goes along with any request, so a change must name the page it comes from; the origin itself is checked for all.
        _ when changes && FromCookie && context.Request.Headers.Origin.Count == 0 => Problem.OriginNotAllowed,
        _ => null,
    };

    /// <summary>One value of the query string, without building a collection of all; <see langword="null"/> when it is not there.</summary>
    public static ReadOnlyMemory<char>? QueryValue(HttpRequest request, string name)
    {
        if (!request.QueryString.HasValue)
        {
            return null;
        }

        foreach (var pair in new QueryStringEnumerable(request.QueryString.Value))
        {
            if (pair.EncodedName.Span.SequenceEqual(name))
            {
                return pair.DecodeValue();
            }
        }

        return null;
    }
}
