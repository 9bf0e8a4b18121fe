using System.Text.Json.Serialization;
using Queue.Core.Rooms;
using Queue.Server.Endpoints.Keys;
using Queue.Server.Endpoints.Waitlist;
using Queue.Server.Http;
using Queue.Server.Rooms;
using Queue.Server.Snapshots;

namespace Queue.Server.Endpoints.Jobs;

/// <summary>Starts a job. The reply holds its token, which its worker and whoever waits for it may use in place of the key.</summary>
internal sealed class StartJob(RoomDirectory directory, AccessTokens tokens, TimeProvider time)
{
    private const int MaxKindGraphemes = 60;
    private const int MaxKindLength = 200;
    private const int MaxDeadlineSeconds = 7 * 24 * 60 * 60;

    internal sealed record Request(string? JobId, string Kind, int? TotalCount, int? DeadlineSeconds, bool? PublicRead);

    internal sealed record Response(string JobId, string Token);

    public static Task HandleAsync(HttpContext context, OwnerRequests requests, StartJob endpoint) =>
        requests.HandleAsync(context, endpoint.Read, (request, start) => endpoint.StartAsync(context, request, start));

    private async Task<Problem?> StartAsync(HttpContext context, OwnerRequest request, Core.Jobs.StartJob start)
    {
        var (room, error) = await directory.OpenAsync(start.Id, start, request.Command);
        if (room is not { Current: JobSnapshot snapshot })
        {
            return error is null ? Problem.JobExists : Problem.Of(error);
        }

        await RespondAsync(context, snapshot);
        return null;
    }

    private Task RespondAsync(HttpContext context, JobSnapshot snapshot)
    {
        var job = snapshot.Job;
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Location = $"/api/jobs/{job.JobId}";
        return WaitlistReply.WriteAsync(
            context,
            new RoomAnswer(Done.Value, null, 1, snapshot),
            new Response(job.JobId, tokens.MintJob(job.Id)),
            StartedJobJson.Default.Response);
    }

    private (Core.Jobs.StartJob? Start, Problem? Problem) Read(OwnerRequest request)
    {
        var body = request.Body;
        string? jobId = null, kind = null;
        int? total = null, seconds = null;
        bool? publicRead = null;
        var problem = body.OnlyFields("jobId", "kind", "totalCount", "deadlineSeconds", "publicRead")
            ?? body.Text("jobId", out jobId)
            ?? Fields.DisplayedText(body, "kind", MaxKindGraphemes, MaxKindLength, out kind)
            ?? body.Integer("totalCount", 0, int.MaxValue, out total)
            ?? body.Integer("deadlineSeconds", 1, MaxDeadlineSeconds, out seconds)
            ?? body.Boolean("publicRead", out publicRead)
            ?? (kind is null ? Problem.Field("kind", "kind is required") : null)
            ?? (jobId is not null && !JobIds.IsValid(jobId)
                ? Problem.Field("jobId", "jobId must be 1 to 100 letters, digits, hyphens, underscores, dots or colons")
                : null);
        if (problem is not null)
        {
            return (null, problem);
        }

        var now = time.GetUtcNow();
        jobId ??= Guid.CreateVersion7(now).ToString();
        return (new Core.Jobs.StartJob
        {
            Id = JobIds.RoomOf(jobId),
            JobId = jobId,
            Owner = request.Key.Owner,
            Work = kind ?? "",
            TotalItems = total ?? 0,
            Deadline = seconds is { } after ? now.AddSeconds(after) : null,
            PublicRead = publicRead ?? false,
        }, null);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StartJob.Response))]
internal sealed partial class StartedJobJson : JsonSerializerContext;
