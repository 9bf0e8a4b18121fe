using System.Text.Json;
using System.Text.Json.Serialization;
using Queue.Core.Hours;
using Queue.Core.Rooms;
using Queue.Server.Endpoints.Keys;
using Queue.Server.Http;
using Queue.Server.Venues;

namespace Queue.Server.Endpoints.Venues;

/// <summary>What was done at a venue, newest first.</summary>
internal sealed record AuditList(IReadOnlyList<AuditEntry> Entries);

/// <summary>
/// Who did what from which device: <c>from</c> and <c>to</c> are dates by the venue's clock, instants or epoch milliseconds, without them the
/// last seven days; <c>limit</c> up to 500.
/// </summary>
internal sealed class GetAudit(VenueGate gate, AuditTrail trail, RateLimits limits, TimeProvider time)
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 500;
    private static readonly TimeSpan DefaultPeriod = TimeSpan.FromDays(7);

    public static async Task HandleAsync(HttpContext context, string id, GetAudit endpoint)
    {
        if (await endpoint.TryHandleAsync(context, id) is { } problem)
        {
            await problem.WriteAsync(context);
        }
    }

    private async Task<Problem?> TryHandleAsync(HttpContext context, string id)
    {
        var (access, refused) = await gate.FindAsync(context, id, VenueRight.Manage);
        if (access is null)
        {
            return refused;
        }

        if (!limits.TryTake(Rate.Polls, access.Credential, default, out var wait))
        {
            return Problem.TooManyRequests(wait);
        }

        var (query, clock) = (context.Request.Query, WallClock.Of(access.Venue.Profile.Hours.TimeZone));
        var now = time.GetUtcNow();

        // Up to and with what happened just now.
        var to = PeriodField.Read(query["to"].ToString(), clock, now.AddSeconds(1));
        var from = PeriodField.Read(query["from"].ToString(), clock, (to ?? now) - DefaultPeriod);
        var limit = DefaultLimit;
        if (from is not { } start || to is not { } end || end < start)
        {
            return Problem.Field("from", "from and to must be dates such as 2026-03-06, and from must come first");
        }

        if (query["limit"].ToString() is { Length: > 0 } text && !(int.TryParse(text, out limit) && limit is > 0 and <= MaxLimit))
        {
            return Problem.Field("limit", "limit must be a whole number between 1 and 500");
        }

        var entries = await trail.ReadAsync(access.Venue, start, end, limit, context.RequestAborted);
        await KeyReply.WriteAsync(context, StatusCodes.Status200OK, new AuditList(entries), AuditJson.Wire.AuditList);
        return null;
    }
}

[JsonSerializable(typeof(AuditList))]
internal sealed partial class AuditJson : JsonSerializerContext
{
    public static AuditJson Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new EpochMilliseconds() },
    });
}
