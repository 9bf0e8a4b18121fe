using System.Text.Json;
using Queue.Core.Jobs;
using Queue.Server.Snapshots;

namespace Queue.Server.Endpoints.Jobs;

/// <summary>The frames for clients with a token: an envelope whose type is repeated in its payload. <paramref name="again"/>: the client was here before.</summary>
internal sealed class TypedJobFrames(TimeProvider time, bool again) : JobFrames(time)
{
    private const string FormatVersion = "1.0.0";

    internal sealed record Envelope(string Type, string JobId, string Pipeline, long Timestamp, string Version, Payload Payload);

    /// <summary>All that a payload may have; each type has some of it.</summary>
    internal sealed record Payload(string Type)
    {
        public double? Progress { get; init; }

        public string? Status { get; init; }

        public long? ProcessedCount { get; init; }

        public long? TotalCount { get; init; }

        public long? LastUpdate { get; init; }

        public bool? KeepAlive { get; init; }

        public RawJson? Summary { get; init; }

        public string? ResultsUrl { get; init; }

        public string? Code { get; init; }

        public string? Message { get; init; }

        public bool? Retryable { get; init; }
    }

    public override IEnumerable<byte[]> Welcome(JobState job) => again
        ? [Write(job, Counted(job, new Payload("reconnected")) with { LastUpdate = job.LastInstant.ToUnixTimeMilliseconds() })]
        : [Write(job, new Payload("job_started") { TotalCount = job.Progress.TotalItems }), Progress(job, keepAlive: false)];

    public override byte[] Progress(JobState job, bool keepAlive) =>
        Write(job, Counted(job, new Payload("job_progress")) with { KeepAlive = keepAlive ? true : null });

    public override byte[] End(JobState job) => Write(job, job.Status switch
    {
        JobStatus.Completed => new Payload("job_complete")
        {
            ProcessedCount = job.Progress.ProcessedItems,
            TotalCount = job.Progress.TotalItems,
            Summary = job.Result is { } result ? new RawJson(result) : null,
            ResultsUrl = job.ResultsUrl,
        },
        JobStatus.Canceled => Counted(job, new Payload("job_progress")) with { Status = "canceled" },
        _ => new Payload("error") { Code = job.Error?.Code ?? "timed_out", Message = ErrorOf(job), Retryable = false },
    });

    public override byte[]? Ready(JobState job) => Write(job, new Payload("ready_ack"));

    public override byte[] NotUnderstood(JobState job) => Write(
        job, new Payload("error") { Code = "invalid_message", Message = "This message is not understood", Retryable = true });

    private static Payload Counted(JobState job, Payload payload) => payload with
    {
        Progress = job.Progress.Fraction,
        Status = job.Progress.CurrentStatus,
        ProcessedCount = job.Progress.ProcessedItems,
        TotalCount = job.Progress.TotalItems,
    };

    private byte[] Write(JobState job, Payload payload) => JsonSerializer.SerializeToUtf8Bytes(
        new Envelope(payload.Type, job.JobId, job.Work, Now, FormatVersion, payload), JobFrameJson.Default.Envelope);
}
