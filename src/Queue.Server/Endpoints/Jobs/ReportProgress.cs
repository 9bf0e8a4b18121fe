using Queue.Core.Jobs;
using Queue.Server.Endpoints.Waitlist;
using Queue.Server.Http;

namespace Queue.Server.Endpoints.Jobs;

/// <summary>The worker says how far it is. Whoever waits sees it; that nobody waits makes no difference.</summary>
internal static class ReportProgress
{
    private const int MaxStatusGraphemes = 200;
    private const int MaxStatusLength = 1000;

    internal sealed record Request(double? Progress, int? ProcessedItems, int? TotalItems, string? CurrentStatus);

    public static Task HandleAsync(HttpContext context, string id, JobCommandRequest request) => request.HandleAsync(context, id, Read);

    private static (JobCommand? Command, Problem? Problem) Read(JsonBody body)
    {
        double? progress = null;
        int? processed = null, total = null;
        string? status = null;
        var problem = body.OnlyFields("progress", "processedItems", "totalItems", "currentStatus")
            ?? body.Number("progress", 0, 1, out progress)
            ?? body.Integer("processedItems", 0, int.MaxValue, out processed)
            ?? body.Integer("totalItems", 0, int.MaxValue, out total)
            ?? Fields.DisplayedText(body, "currentStatus", MaxStatusGraphemes, MaxStatusLength, out status);
        return problem is null ? (new Core.Jobs.ReportProgress(progress, processed, total, status), null) : (null, problem);
    }
}
