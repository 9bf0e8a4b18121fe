using Microsoft.AspNetCore.WebUtilities;
using Queue.Core.Venues;
using Queue.Core.Waitlist;
using Queue.Server.Rooms;

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
/// one wins. For an evening of a venue the venue's devices are hosts too, as long as the venue lists them.
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

    /// <summary>The device of the venue that it was given to.</summary>
    public VenueDevice? VenueDevice { get; init; }

    /// <summary>It is no host's, but lets its bearer show the lobby screen as a host may see it.</summary>
    public bool IsDisplay => Access != HostAccess.Valid && VenueDevice is { Role: VenueRole.Display };

    /// <summary>It may be good, but only the writer can tell: readers do not know the devices of venues.</summary>
    public bool IsElsewhere { get; init; }

    public static HostCredential Resolve(HttpContext context, IRoom room, AccessTokens tokens)
    {
        var request = context.Request;
        var found = default(HostCredential);
        if (request.Headers.TryGetValue(HeaderName, out var header) && header.Count > 0)
        {
            found = Check(header[0].AsMemory(), room, tokens);
        }

        if (found.Access != HostAccess.Valid && request.Headers.Cookie.Count > 0 && request.Cookies[CookieName] is { Length: > 0 } cookie)
        {
            found = found.Or(Check(cookie.AsMemory(), room, tokens) with { FromCookie = true });
        }

        if (found.Access != HostAccess.Valid && QueryValue(request, QueryName) is { Length: > 0 } query)
        {
            found = found.Or(Check(query, room, tokens));
        }

        return found;
    }

    /// <summary>The device that the token was given to; <see langword="null"/> without a valid one.</summary>
    public HostDevice? Device => Access != HostAccess.Valid ? null
        : VenueDevice is { } device ? new HostDevice(device.Id, device.Name)
        : new HostDevice(AccessTokens.IdOf(Token.ToString()));

    /// <summary>The problem to answer when a host is required; <see langword="null"/> when there is one.</summary>
    public Problem? Require(bool changes, HttpContext context) => Access switch
    {
        HostAccess.None => Problem.HostAuthenticationRequired,
        HostAccess.Invalid => IsElsewhere ? Problem.NotTheWriter : Problem.InvalidHostToken,
        // The cookie goes along with any request, so a change must name the page it comes from; the origin itself is checked for all.
        _ when changes && FromCookie && context.Request.Headers.Origin.Count == 0 => Problem.OriginNotAllowed,
        _ => null,
    };

    private static HostCredential Check(ReadOnlyMemory<char> token, IRoom room, AccessTokens tokens)
    {
        if (tokens.VerifyHost(token.Span, room.Id, out var credential))
        {
            return new HostCredential(HostAccess.Valid, credential, false, token);
        }

        if (room.Venue is { } venue && tokens.FindDevice(token.Span, venue, out credential) is { } device)
        {
            var access = device.Role == VenueRole.Display ? HostAccess.Invalid : HostAccess.Valid;
            return new HostCredential(access, credential, false, token) { VenueDevice = device };
        }

        return new HostCredential(HostAccess.Invalid, default, false, default)
        {
            IsElsewhere = room is { Venue: null, Current.State: WaitlistState { Venue: { } evening } }
                && DeviceTokens.RoomOf(token.Span).SequenceEqual(evening.Venue.Value),
        };
    }

    // Of two that are no host's, the one that says more.
    private HostCredential Or(HostCredential other) =>
        other.Access == HostAccess.Valid || Access == HostAccess.None || !(IsDisplay || IsElsewhere) ? other : this;

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
