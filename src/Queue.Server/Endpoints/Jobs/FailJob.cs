using Queue.Core.Jobs;
using Queue.Server.Endpoints.Waitlist;
using Queue.Server.Http;

namespace Queue.Server.Endpoints.Jobs;

/// <summary>The worker gives up, and says why.</summary>
internal static class FailJob
{
    private const int MaxCodeLength = 60;
    private const int MaxMessageGraphemes = 500;
    private const int MaxMessageLength = 2000;

    internal sealed record Request(string Code, string Message);

    public static Task HandleAsync(HttpContext context, string id, JobCommandRequest request) => request.HandleAsync(context, id, Read);

    private static (JobCommand? Command, Problem? Problem) Read(JsonBody body)
    {
        string? code = null, message = null;
        var problem = body.OnlyFields("code", "message")
            ?? Fields.DisplayedText(body, "code", MaxCodeLength, MaxCodeLength, out code)
            ?? Fields.DisplayedText(body, "message", MaxMessageGraphemes, MaxMessageLength, out message)
            ?? (code is null ? Problem.Field("code", "code is required") : null)
            ?? (message is null ? Problem.Field("message", "message is required") : null);
        return problem is null ? (new Core.Jobs.FailJob(new JobError(code ?? "", message ?? "")), null) : (null, problem);
    }
}
