using System.Text.Json;
using System.Text.Json.Serialization;
using Queue.Core.Jobs;
using Queue.Core.Rooms;

namespace Queue.Server.Snapshots;

/// <summary>A job as it is read. The order of the properties is the order on the wire.</summary>
internal sealed record JobView
{
    public required string JobId { get; init; }

    public required string Kind { get; init; }

    public required JobStatus Status { get; init; }

    public required double Progress { get; init; }

    public required long ProcessedItems { get; init; }

    public required long TotalItems { get; init; }

    public required string CurrentStatus { get; init; }

    public RawJson? Result { get; init; }

    public string? ResultsUrl { get; init; }

    public JobError? Error { get; init; }

    public required bool Canceled { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? Deadline { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public static JobView Of(JobState job) => new()
    {
        JobId = job.JobId,
        Kind = job.Work,
        Status = job.Status,
        Progress = job.Progress.Fraction,
        ProcessedItems = job.Progress.ProcessedItems,
        TotalItems = job.Progress.TotalItems,
        CurrentStatus = job.Progress.CurrentStatus,
        Result = job.Result is { } result ? new RawJson(result) : null,
        ResultsUrl = job.ResultsUrl,
        Error = job.Error,
        Canceled = job.Canceled,
        StartedAt = job.StartedAt,
        Deadline = job.Deadline,
        EndedAt = job.EndedAt,
    };
}

/// <summary>JSON text that somebody else wrote and that is given back as it is.</summary>
[JsonConverter(typeof(RawJsonConverter))]
internal readonly record struct RawJson(string Text);

internal sealed class RawJsonConverter : JsonConverter<RawJson>
{
    public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("It is only written.");

    // It was parsed when it came.
    public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Text, skipInputValidation: true);
}

[JsonSerializable(typeof(JobView))]
internal sealed partial class JobJson : JsonSerializerContext
{
    public static JobJson Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new EpochMilliseconds(), new JsonStringEnumConverter<JobStatus>(JsonNamingPolicy.SnakeCaseLower) },
    });
}
