using Queue.Core.Jobs;
using Queue.Server.Endpoints.Waitlist;
using Queue.Server.Http;
using Queue.Server.Rooms;

namespace Queue.Server.Endpoints.Jobs;

/// <summary>The way of every command to a job: credential, body, room, answer.</summary>
internal sealed class JobCommandRequest(JobGate gate, RoomDirectory directory)
{
    /// <summary>Sends what <paramref name="read"/> makes of the body, and answers.</summary>
    public async Task HandleAsync(
        HttpContext context, string jobId, Func<JsonBody, (JobCommand? Command, Problem? Problem)> read, int maxBytes = JsonBody.MaxBytes)
    {
        if (await TryHandleAsync(context, jobId, read, maxBytes) is { } problem)
        {
            await problem.WriteAsync(context);
        }
    }

    private async Task<Problem?> TryHandleAsync(
        HttpContext context, string jobId, Func<JsonBody, (JobCommand? Command, Problem? Problem)> read, int maxBytes)
    {
        var (access, refused) = await gate.FindAsync(context, jobId, reads: false);
        if (access is null)
        {
            return refused;
        }

        var (body, unreadable) = await JsonBody.ReadAsync(context, "Invalid JSON", mayBeEmpty: true, maxBytes);
        if (body is null)
        {
            return unreadable;
        }

        using (body)
        {
            var (command, invalid) = read(body);
            var (key, unusable) = IdempotencyKeyHeader.Read(context, body, access.Credential);
            if (command is null || unusable is not null)
            {
                return invalid ?? unusable;
            }

            // A client that goes away stops waiting; what it asked is still decided and stored.
            var answer = await directory.AskAsync(access.Room, command, key).WaitAsync(context.RequestAborted);
            if (answer.Error is { } error)
            {
                return Problem.Of(error);
            }

            await WaitlistReply.WriteOkAsync(context, answer);
            return null;
        }
    }
}
