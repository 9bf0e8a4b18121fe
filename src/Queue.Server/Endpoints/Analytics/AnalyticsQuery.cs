using Microsoft.Extensions.Options;
using Queue.Core.Hours;
using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using Queue.Server.Analytics;
using Queue.Server.Analytics.Report;
using Queue.Server.Configuration;
using Queue.Server.Http;
using Queue.Server.Rooms;
using Queue.Server.Storage;

namespace Queue.Server.Endpoints.Analytics;

/// <summary>
/// Who may read which visits: the admin key all of them, a host token those of its own queue (<c>?code=</c>). <c>from</c> and
/// <c>to</c> are dates by the queue's own clock, instants (ISO 8601) or epoch milliseconds; without them the last 24 hours.
/// </summary>
internal sealed class AnalyticsQuery(
    AnalyticsStore store, RoomDirectory directory, AccessTokens tokens, Secrets secrets, IOptions<QueueOptions> options, TimeProvider time)
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
        var clock = ClockOf(room);
        var from = PeriodField.Read(query["from"].ToString(), clock, now - DefaultPeriod);
        var to = PeriodField.Read(query["to"].ToString(), clock, now);
        if (from is not { } start || to is not { } end || end < start)
        {
            return (null, Problem.Field("from", "from and to must be dates such as 2026-03-06, and from must come first"));
        }

        var (visits, pushes) = await store.ReadAsync(start, end, room?.Id.Value, context.RequestAborted);
        return (new Period(start, end, new ReportData(visits, pushes, clock)), null);
    }

    private WallClock ClockOf(RoomActor? room) => WallClock.Of(
        room?.Current.State is WaitlistState state ? state.Options.TimeZone : options.Value.TimeZone);

    private async Task<(RoomActor? Room, Problem? Problem)> AuthorizeAsync(HttpContext context, string code)
    {
        var room = RoomCode.TryParse(code, out var parsed) ? await directory.FindAsync(parsed, context.RequestAborted) : null;
        if (AdminCredential.Of(context) is { } key)
        {
            return !secrets.IsAdminKey(key) ? (null, Problem.InvalidAdminKey)
                : code.Length > 0 && room is null ? (null, Problem.SessionNotFound)
                : (room, null);
        }

        return room is null || HostCredential.Resolve(context, room, tokens).Access != HostAccess.Valid
            ? (null, Problem.Unauthorized)
            : (room, null);
    }
}

/// <summary>The visits of a period with their alerts.</summary>
internal sealed record Period(DateTimeOffset From, DateTimeOffset To, ReportData Data);
