using System.Text.Json.Serialization;
using Queue.Core.Rooms;

namespace Queue.Core.Jobs;

/// <summary>A job at one version: how far a worker got, and how it ended.</summary>
public sealed record JobState : RoomState
{
    /// <summary>The id that its publisher chose or was given.</summary>
    public required string JobId { get; init; }

    /// <summary>Whose it is.</summary>
    public required OwnerId Owner { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override OwnerId? OwnedBy => Owner;

    /// <summary>What kind of work, in the publisher's words.</summary>
    public required string Work { get; init; }

    /// <summary>Anybody who knows its id may read it.</summary>
    public bool PublicRead { get; init; }

    /// <summary>When it was started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it is given up on; <see langword="null"/> when never.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>How it goes.</summary>
    public JobStatus Status { get; init; }

    /// <summary>How far it is.</summary>
    public required JobProgress Progress { get; init; }

    /// <summary>Somebody asked the worker to stop. The worker reads it and ends the job, or it ended so at once.</summary>
    public bool Canceled { get; init; }

    /// <summary>What came of it, as JSON text.</summary>
    public string? Result { get; init; }

    /// <summary>Where what came of it can be fetched.</summary>
    public string? ResultsUrl { get; init; }

    /// <summary>Why it failed.</summary>
    public JobError? Error { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>It has ended, one way or the other, and stays so.</summary>
    [JsonIgnore]
    public bool IsOver => Status != JobStatus.Running;
}

/// <summary>How far a job is.</summary>
/// <param name="Fraction">0 to 1. Never goes back.</param>
/// <param name="ProcessedItems">Items that are done, 0 or more.</param>
/// <param name="TotalItems">Items there are in all, 0 when unknown.</param>
/// <param name="CurrentStatus">What is being done, for people.</param>
public sealed record JobProgress(double Fraction, long ProcessedItems, long TotalItems, string CurrentStatus);

/// <summary>Why a job failed.</summary>
/// <param name="Code">For programs.</param>
/// <param name="Message">For people.</param>
public sealed record JobError(string Code, string Message);

/// <summary>How a job goes.</summary>
public enum JobStatus
{
    /// <summary>A worker is at it.</summary>
    Running,

    /// <summary>It is done.</summary>
    Completed,

    /// <summary>The worker gave up.</summary>
    Failed,

    /// <summary>Somebody cancelled it.</summary>
    Canceled,

    /// <summary>Its deadline passed.</summary>
    TimedOut,
}
