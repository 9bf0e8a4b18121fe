using System.Text.Json;
using Queue.Core.Jobs;
using Queue.Server.Http;

namespace Queue.Server.Endpoints.Jobs;

/// <summary>The worker is done: a small result as JSON, or where a large one can be fetched.</summary>
internal static class CompleteJob
{
    private const int MaxBytes = 80 * 1024;
    private const int MaxUrlLength = 2000;

    internal sealed record Request(JsonElement? Result, string? ResultsUrl);

    public static Task HandleAsync(HttpContext context, string id, JobCommandRequest request) =>
        request.HandleAsync(context, id, Read, MaxBytes);

    private static (JobCommand? Command, Problem? Problem) Read(JsonBody body)
    {
        string? url = null;
        var problem = body.OnlyFields("result", "resultsUrl") ?? body.Text("resultsUrl", out url)
            ?? (url is not null && !IsUrl(url) ? Problem.Field("resultsUrl", "resultsUrl must be an absolute http or https address") : null);
        return problem is null ? (new Core.Jobs.CompleteJob(body.Find("result")?.GetRawText(), url), null) : (null, problem);
    }

    private static bool IsUrl(string text) =>
        text.Length <= MaxUrlLength && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https");
}
