using Queue.Core.Rooms;
using Queue.Core.Waitlist;

namespace Queue.Server.Endpoints.Pages;

/// <summary>
/// The party that a browser waits for in one queue, so that its page shows the ticket without any script. Read by no route of the API:
/// a request that another site causes can change nothing with it.
/// </summary>
internal static class PartyCookie
{
    private const string Name = "queue_party";

    // A room is open for at most half a day; then its ticket still says how it ended.
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    public static void Set(HttpContext context, RoomCode code, PartyId party) =>
        context.Response.Cookies.Append(Name, party.ToString(), new CookieOptions
        {
            Path = $"/q/{code}",
            MaxAge = Kept,
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
        });

    public static ReadOnlySpan<char> Value(HttpRequest request) =>
        request.Headers.Cookie.Count == 0 ? default : request.Cookies[Name];
}
