using System.Text.Json;
using System.Text.Json.Serialization;
using Queue.Core.Rooms;
using Queue.Server.Analytics.Report;

namespace Queue.Server.Endpoints.Analytics;

/// <summary>The metrics of a period. Each with what it is made of, and how many visits it rests on.</summary>
internal static class GetAnalytics
{
    /// <param name="From">Start of the period, by the time of joining.</param>
    /// <param name="To">Its end, exclusive.</param>
    /// <param name="Open">Visits that still wait; they are in no rate.</param>
    /// <param name="Metrics">The numbers.</param>
    internal sealed record Response(DateTimeOffset From, DateTimeOffset To, int Open, IReadOnlyList<Metric> Metrics);

    public static async Task HandleAsync(HttpContext context, AnalyticsQuery query)
    {
        var (period, problem) = await query.ReadAsync(context);
        if (period is null)
        {
            await (problem ?? Http.Problem.Unauthorized).WriteAsync(context);
            return;
        }

        var open = period.Data.Visits.Count(visit => visit.EndedAt is null);
        context.Response.Headers.CacheControl = "private, no-store";
        await context.Response.WriteAsJsonAsync(
            new Response(period.From, period.To, open, AnalyticsReport.Of(period.Data)),
            AnalyticsJson.Wire.Response,
            cancellationToken: context.RequestAborted);
    }
}

/// <summary>The visits of a period as CSV.</summary>
internal static class GetAnalyticsCsv
{
    public static async Task HandleAsync(HttpContext context, AnalyticsQuery query)
    {
        var (period, problem) = await query.ReadAsync(context);
        if (period is null)
        {
            await (problem ?? Http.Problem.Unauthorized).WriteAsync(context);
            return;
        }

        context.Response.Headers.CacheControl = "private, no-store";
        context.Response.Headers.ContentDisposition = "attachment; filename=\"visits.csv\"";
        context.Response.ContentType = "text/csv; charset=utf-8";
        await context.Response.WriteAsync(AnalyticsCsv.Write(period.Data), context.RequestAborted);
    }
}

[JsonSerializable(typeof(GetAnalytics.Response))]
internal sealed partial class AnalyticsJson : JsonSerializerContext
{
    public static AnalyticsJson Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new EpochMilliseconds() },
    });
}
