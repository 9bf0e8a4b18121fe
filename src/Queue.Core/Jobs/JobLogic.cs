using System.Collections.Immutable;
using System.Diagnostics;
using Queue.Core.Rooms;

namespace Queue.Core.Jobs;

/// <summary>
/// The rules of a job. Invariants: progress never goes back; how it ended is final; whatever was accepted is in the state, however often
/// it comes.
/// </summary>
internal static class JobLogic
{
    public static RoomEvent Open(StartJob start, DateTimeOffset at) => new JobStarted
    {
        At = at,
        Id = start.Id,
        JobId = start.JobId,
        Owner = start.Owner,
        Work = start.Work,
        TotalItems = start.TotalItems,
        Deadline = start.Deadline is { } deadline ? EpochMilliseconds.Truncate(deadline) : null,
        PublicRead = start.PublicRead,
    };

    public static Outcome Decide(JobState state, JobCommand command, DateTimeOffset at)
    {
        if (state.IsOver)
        {
            return command is CancelJob && state.Canceled ? Outcome.Accept(Done.Value) : RoomErrors.JobOver;
        }

        return command switch
        {
            ReportProgress report => Decide(state, report, at),
            CompleteJob complete => Outcome.Accept(Done.Value, new JobCompleted(complete.Result, complete.ResultsUrl) { At = at }),
            FailJob fail => Outcome.Accept(Done.Value, new JobFailed(fail.Error) { At = at }),
            CancelJob => Outcome.Accept(Done.Value, new JobCanceled { At = at }),
            _ => throw new UnreachableException($"{command.GetType().Name} is no command of a job."),
        };
    }

    public static DateTimeOffset? NextDeadline(JobState state) => state.IsOver ? null : state.Deadline;

    public static ImmutableArray<RoomEvent> Due(DateTimeOffset at) => [new JobTimedOut { At = at }];

    public static JobState Evolve(JobState? state, RoomEvent happened) => (state, happened) switch
    {
        (null, JobStarted e) => new JobState
        {
            Id = e.Id,
            JobId = e.JobId,
            Owner = e.Owner,
            Work = e.Work,
            PublicRead = e.PublicRead,
            StartedAt = e.At,
            Deadline = e.Deadline,
            Progress = new JobProgress(0, 0, e.TotalItems, ""),
        },
        ({ } job, JobProgressed e) => job with { Progress = e.Progress },
        ({ } job, JobCompleted e) => Ended(job, JobStatus.Completed, e.At) with
        {
            Progress = Whole(job.Progress),
            Result = e.Result,
            ResultsUrl = e.ResultsUrl,
        },
        ({ } job, JobFailed e) => Ended(job, JobStatus.Failed, e.At) with { Error = e.Error },
        ({ } job, JobCanceled e) => Ended(job, JobStatus.Canceled, e.At) with { Canceled = true },
        ({ } job, JobTimedOut e) => Ended(job, JobStatus.TimedOut, e.At),
        _ => throw new UnreachableException($"A job does not fold {happened.GetType().Name}."),
    };

    private static Outcome Decide(JobState state, ReportProgress report, DateTimeOffset at)
    {
        var before = state.Progress;
        var (processed, total) = (report.ProcessedItems ?? before.ProcessedItems, report.TotalItems ?? before.TotalItems);
        var fraction = report.Fraction ?? (total > 0 ? Math.Min(1, (double)processed / total) : before.Fraction);
        var after = new JobProgress(
            Math.Max(before.Fraction, fraction), Math.Max(before.ProcessedItems, processed), total, report.CurrentStatus ?? before.CurrentStatus);
        return after == before ? Outcome.Accept(Done.Value) : Outcome.Accept(Done.Value, new JobProgressed(after) { At = at });
    }

    private static JobState Ended(JobState state, JobStatus status, DateTimeOffset at) => state with { Status = status, EndedAt = at };

    private static JobProgress Whole(JobProgress progress) =>
        progress with { Fraction = 1, ProcessedItems = Math.Max(progress.ProcessedItems, progress.TotalItems) };
}
