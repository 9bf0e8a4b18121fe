using Queue.Core.Rooms;

namespace Queue.Core.Jobs;

/// <summary>Starts a job. All values are validated and cleaned by the caller.</summary>
public sealed record StartJob : RoomCommand
{
    /// <summary>The new room's id.</summary>
    public required RoomId Id { get; init; }

    /// <summary>The publisher's id of the job.</summary>
    public required string JobId { get; init; }

    /// <summary>Whose it is.</summary>
    public required OwnerId Owner { get; init; }

    /// <summary>What kind of work.</summary>
    public required string Work { get; init; }

    /// <summary>Items there are in all, 0 when unknown.</summary>
    public long TotalItems { get; init; }

    /// <summary>When it is given up on; <see langword="null"/> when never.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Anybody who knows its id may read it.</summary>
    public bool PublicRead { get; init; }
}

/// <summary>A command to a running job.</summary>
public abstract record JobCommand : RoomCommand
{
    private protected JobCommand()
    {
    }
}

/// <summary>The worker says how far it is. What is absent stays as it was; a fraction below the current one is not taken.</summary>
/// <param name="Fraction">0 to 1; when absent it follows from the items, where their total is known.</param>
/// <param name="ProcessedItems">Items that are done.</param>
/// <param name="TotalItems">Items there are in all.</param>
/// <param name="CurrentStatus">What is being done.</param>
public sealed record ReportProgress(double? Fraction, long? ProcessedItems, long? TotalItems, string? CurrentStatus) : JobCommand;

/// <summary>The worker is done.</summary>
/// <param name="Result">What came of it, as JSON text.</param>
/// <param name="ResultsUrl">Where it can be fetched.</param>
public sealed record CompleteJob(string? Result, string? ResultsUrl) : JobCommand;

/// <summary>The worker gives up.</summary>
/// <param name="Error">Why.</param>
public sealed record FailJob(JobError Error) : JobCommand;

/// <summary>Ends the job; the worker reads that and stops. Cancelling it again has no further effect.</summary>
public sealed record CancelJob : JobCommand;
