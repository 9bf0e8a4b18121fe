using Queue.Server.Analytics.Report;

namespace Queue.Server.Endpoints.Analytics;

/// <summary>The metrics of a period, for who has the admin key or hosts the queue.</summary>
internal static class GetAnalytics
{
    public static async Task HandleAsync(HttpContext context, AnalyticsQuery query, AnalyticsAnswers answers)
    {
        var (asked, problem) = await query.AuthorizeAsync(context);
        await (asked is null ? (problem ?? Http.Problem.Unauthorized).WriteAsync(context) : answers.WriteAsync(context, asked));
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
