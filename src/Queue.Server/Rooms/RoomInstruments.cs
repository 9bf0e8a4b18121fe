using System.Diagnostics.Metrics;

namespace Queue.Server.Rooms;

/// <summary>What the engine counts. No tag names a room.</summary>
internal sealed class RoomInstruments
{
    public const string MeterName = "Queue.Rooms";

    private readonly Counter<long> commands;
    private readonly Counter<long> commits;
    private readonly Counter<long> commitFailures;
    private readonly Counter<long> loads;
    private readonly Histogram<double> commitDuration;
    private readonly Histogram<double> deadlineLateness;

    public RoomInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        commands = meter.CreateCounter<long>("queue.room.commands", "{command}", "Commands that entered a mailbox, by outcome.");
        commits = meter.CreateCounter<long>("queue.room.commits", "{append}", "Appends that were committed.");
        commitFailures = meter.CreateCounter<long>("queue.room.commit.failures", "{commit}", "Transactions that failed.");
        loads = meter.CreateCounter<long>("queue.room.loads", "{room}", "Rooms read from the log.");
        commitDuration = meter.CreateHistogram<double>("queue.room.commit.duration", "s", "Time of one transaction, sync included.");
        deadlineLateness = meter.CreateHistogram<double>("queue.room.deadline.lateness", "s", "Time from a deadline to its handling.");
        meter.CreateObservableGauge("queue.room.loaded", () => Loaded(), "{room}", "Rooms in memory.");
    }

    /// <summary>How many rooms are in memory; set by the directory.</summary>
    public Func<int> Loaded { get; set; } = () => 0;

    public void Handled(string outcome)
    {
        commands.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
    }

    public void Committed(int appends, TimeSpan duration)
    {
        commits.Add(appends);
        commitDuration.Record(duration.TotalSeconds);
    }

    public void CommitFailed() => commitFailures.Add(1);

    public void RoomLoaded() => loads.Add(1);

    public void DeadlineHandled(TimeSpan lateness) => deadlineLateness.Record(lateness.TotalSeconds);
}
