using Queue.Core.Rooms;

namespace Queue.Core.Jobs;

/// <summary>A job was started: the opening event of its room.</summary>
public sealed record JobStarted : RoomEvent
{
    /// <summary>The room.</summary>
    public required RoomId Id { get; init; }

    /// <summary>The publisher's id of the job.</summary>
    public required string JobId { get; init; }

    /// <summary>Whose it is.</summary>
    public required OwnerId Owner { get; init; }

    /// <summary>What kind of work.</summary>
    public required string Work { get; init; }

    /// <summary>Items there are in all, 0 when unknown.</summary>
    public long TotalItems { get; init; }

    /// <summary>When it is given up on.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Anybody who knows its id may read it.</summary>
    public bool PublicRead { get; init; }
}

/// <summary>The worker got further. A later one says all that an earlier one said.</summary>
/// <param name="Progress">How far it is.</param>
public sealed record JobProgressed(JobProgress Progress) : RoomEvent;

/// <summary>The worker is done.</summary>
/// <param name="Result">What came of it, as JSON text.</param>
/// <param name="ResultsUrl">Where it can be fetched.</param>
public sealed record JobCompleted(string? Result, string? ResultsUrl) : RoomEvent;

/// <summary>The worker gave up.</summary>
/// <param name="Error">Why.</param>
public sealed record JobFailed(JobError Error) : RoomEvent;

/// <summary>Somebody cancelled it.</summary>
public sealed record JobCanceled : RoomEvent;

/// <summary>Its deadline passed before it ended.</summary>
public sealed record JobTimedOut : RoomEvent;
