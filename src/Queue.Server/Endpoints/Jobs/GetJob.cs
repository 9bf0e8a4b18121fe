using Queue.Server.Http;
using Queue.Server.Snapshots;

namespace Queue.Server.Endpoints.Jobs;

/// <summary>The poll of a job: how far it is, and how it ended. The same at <c>/api/job-state/{id}</c>, where older clients look.</summary>
internal static class GetJob
{
    public static async Task HandleAsync(HttpContext context, string id, JobGate gate, Poll poll)
    {
        var (access, problem) = await gate.FindAsync(context, id, reads: true);
        await (access is null
            ? (problem ?? Problem.JobNotFound).WriteAsync(context)
            : poll.AnswerAsync(context, access.Room, new Audience(access.IsPublic ? AudienceKind.Public : AudienceKind.Keyed)));
    }
}
