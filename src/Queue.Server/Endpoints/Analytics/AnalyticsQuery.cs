using System.Globalization;
using Queue.Core.Rooms;
using Queue.Server.Analytics;
using Queue.Server.Http;
using Queue.Server.Rooms;
using Queue.Server.Storage;

namespace Queue.Server.Endpoints.Analytics;

/// <summary>
/// Who may read which visits: the admin key all of them, a host token those of its own queue (<c>?code=</c>). <c>from</c> and
/// <c>to</c> are dates or instants (ISO 8601) or epoch milliseconds; without them the last 24 hours.
/// </summary>
internal sealed class AnalyticsQuery(
    AnalyticsStore store, RoomDirectory directory, AccessTokens tokens, Secrets secrets, TimeProvider time)
{
    private static readonly TimeSpan DefaultPeriod = TimeSpan.FromHours(24);

    /// <summary>The visits that were asked for, or the problem to answer.</summary>
    public async Task<(Period? Found, Problem? Problem)> ReadAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var (room, refused) = await AuthorizeAsync(context, query["code"].ToString());
        if (refused is not null)
        {
            return (null, refused);
        }

        var now = time.GetUtcNow();
        var from = Instant(query["from"].ToString(), now - DefaultPeriod);
        var to = Instant(query["to"].ToString(), now);
        if (from is not { } start || to is not { } end || end < start)
        {
            return (null, Problem.Field("from", "from and to must be dates such as 2026-03-06, and from must come first"));
        }

        var visits = await store.VisitsAsync(start, end, room?.Value, context.RequestAborted);
        return (new Period(start, end, visits), null);
    }

    private async Task<(RoomId? Room, Problem? Problem)> AuthorizeAsync(HttpContext context, string code)
    {
        var room = RoomCode.TryParse(code, out var parsed) ? await directory.FindAsync(parsed, context.RequestAborted) : null;
        var bearer = context.Request.Headers.Authorization.ToString();
        if (bearer.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return !secrets.IsAdminKey(bearer["Bearer ".Length..].Trim()) ? (null, Problem.Of("invalid_admin_key", "Invalid admin key"))
                : code.Length > 0 && room is null ? (null, Problem.SessionNotFound)
                : (room?.Id, null);
        }

        return room is null || HostCredential.Resolve(context, room.Id, tokens).Access != HostAccess.Valid
            ? (null, Problem.Unauthorized)
            : (room.Id, null);
    }

    private static DateTimeOffset? Instant(string text, DateTimeOffset fallback) =>
        text.Length == 0 ? fallback
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var ms) && ms < 253_402_300_800_000
            ? DateTimeOffset.FromUnixTimeMilliseconds(ms)
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? at
        : null;
}

/// <summary>The visits of a period.</summary>
internal sealed record Period(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<Visit> Visits);
