namespace Queue.Server.Endpoints.Jobs;

/// <summary>Ends a job. Its worker learns it with its next report, which is refused. May be repeated.</summary>
internal static class CancelJob
{
    public static Task HandleAsync(HttpContext context, string id, JobCommandRequest request) => request.HandleAsync(
        context, id, static body => body.OnlyFields() is { } problem ? (null, problem) : (new Core.Jobs.CancelJob(), null));
}
