using System.Text.Json;
using System.Text.Json.Serialization;
using Queue.Core.Jobs;
using Queue.Server.Snapshots;

namespace Queue.Server.Endpoints.Jobs;

/// <summary>
/// The frames for clients without a token: one type, whose <c>data</c> always has all four of <c>progress</c>, <c>processedItems</c>,
/// <c>totalItems</c> and <c>currentStatus</c>, as such clients cannot read a frame that lacks one.
/// </summary>
internal sealed class PlainJobFrames(TimeProvider time) : JobFrames(time)
{
    internal sealed record Frame(string Type, string JobId, long Timestamp, Body Data);

    internal sealed record Body(double Progress, long ProcessedItems, long TotalItems, string CurrentStatus)
    {
        public string? Error { get; init; }

        public bool? KeepAlive { get; init; }

        public RawJson? Result { get; init; }

        public string? ResultsUrl { get; init; }
    }

    public override IEnumerable<byte[]> Welcome(JobState job) => [Progress(job, keepAlive: false)];

    public override byte[] Progress(JobState job, bool keepAlive) =>
        Write(job, "progress", keepAlive ? BodyOf(job) with { KeepAlive = true } : BodyOf(job));

    public override byte[] End(JobState job) => Write(job, "progress", BodyOf(job) with
    {
        CurrentStatus = job.Canceled ? "canceled" : job.Progress.CurrentStatus,
        Error = ErrorOf(job),
        Result = job.Result is { } result ? new RawJson(result) : null,
        ResultsUrl = job.ResultsUrl,
    });

    public override byte[]? Ready(JobState job) => null;

    public override byte[] NotUnderstood(JobState job) => Write(job, "error", BodyOf(job) with { Error = "invalid_message" });

    private static Body BodyOf(JobState job) =>
        new(job.Progress.Fraction, job.Progress.ProcessedItems, job.Progress.TotalItems, job.Progress.CurrentStatus);

    private byte[] Write(JobState job, string type, Body data) =>
        JsonSerializer.SerializeToUtf8Bytes(new Frame(type, job.JobId, Now, data), JobFrameJson.Default.Frame);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PlainJobFrames.Frame))]
[JsonSerializable(typeof(TypedJobFrames.Envelope))]
internal sealed partial class JobFrameJson : JsonSerializerContext;
