using System.Collections.Immutable;
using System.Threading.Channels;
using Queue.Core.Rooms;
using Queue.Core.Venues;
using Queue.Server.Snapshots;
using Queue.Server.Storage;

namespace Queue.Server.Rooms;

/// <summary>
/// The one writer of a room. It drains its mailbox, decides every command on the evolving state, stores all their events in one
/// commit, and only then shows the new state and answers: the output gate. Refusals wait for the commit too, as they may rest on
/// what is being stored. After a failed commit the state is dropped and read again from the log, which alone is the truth.
/// </summary>
internal sealed class RoomActor : IRoom
{
    private const int MaxCommandsPerCommit = 256;
    private const int CheckpointEvery = 64;

    private readonly RoomServices services;
    private readonly Channel<Envelope> mailbox;
    private readonly TaskCompletionSource gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Holds holds = new();
    private readonly RoomOutage outage;
    private RoomSnapshot current;
    private RoomState? committed;
    private int eventsSinceCheckpoint;
    private Grace graceGiven;
    private long lastUsed;

    public RoomActor(RoomServices services, LoadedRoom loaded, Grace graceGiven)
    {
        var state = loaded.State;
        this.services = services;
        eventsSinceCheckpoint = loaded.EventsSinceCheckpoint;
        this.graceGiven = graceGiven;
        outage = new RoomOutage(services.Time);
        committed = state;
        current = RoomSnapshot.Of(state, services.Log.Epoch, loaded.Newest);
        mailbox = Channel.CreateBounded<Envelope>(
            new BoundedChannelOptions(services.MailboxCapacity) { SingleReader = true });
        Touch();
        services.Scheduler.Arm(state.Id, RoomLogic.NextDeadline(state));
        Loop = RunAsync();
    }

    public RoomId Id => current.State.Id;

    /// <summary>The venue whose evening this is; it is held in memory as long as the evening is there.</summary>
    public RoomActor? Venue { get; init; }

    VenueState? IRoom.Venue => Venue?.Current.State as VenueState;

    /// <summary>The newest committed version.</summary>
    public RoomSnapshot Current => Volatile.Read(ref current);

    /// <summary>Ends when the mailbox is closed and empty.</summary>
    public Task Loop { get; }

    public TimeSpan IdleFor => services.Time.GetElapsedTime(Volatile.Read(ref lastUsed));

    public void Touch() => Volatile.Write(ref lastUsed, services.Time.GetTimestamp());

    /// <summary>Keeps the room in memory while somebody waits for it; <see langword="false"/> when it is leaving already.</summary>
    public bool TryHold() => holds.TryAdd();

    public void Release() => holds.Remove();

    /// <summary>Lets the room leave memory, unless somebody holds it. Its mailbox takes nothing more.</summary>
    public bool TryRetire() => holds.TryEnd();

    /// <summary>Completes when the room has left memory: from then on the directory loads it anew.</summary>
    public Task Gone => gone.Task;

    /// <summary>Called by the directory once it has forgotten the room.</summary>
    public void SetGone() => gone.TrySetResult();

    /// <summary>Closes the mailbox; what is in it is still answered.</summary>
    public void Complete() => mailbox.Writer.TryComplete();

    /// <summary>
    /// Sends a command and waits for its committed answer. The caller holds the room. Throws
    /// <see cref="RoomUnavailableException"/> when the mailbox is full or the log cannot be written.
    /// </summary>
    public Task<RoomAnswer> AskAsync(RoomCommand command, CommandKey? key)
    {
        var envelope = new Envelope(command, key);
        return mailbox.Writer.TryWrite(envelope)
            ? envelope.Answered.Task
            : throw new RoomUnavailableException("Too many commands wait for this room.");
    }

    /// <summary>Stores the state as a checkpoint when there are events after the last one. Called when the loop has ended.</summary>
    public async Task SaveCheckpointAsync()
    {
        if (committed is { } state && eventsSinceCheckpoint > 0)
        {
            await services.Committer.CommitAsync(AppendOf(state, state, [], checkpoint: true));
        }
    }

    private async Task RunAsync()
    {
        var batch = new List<Envelope>();
        while (await mailbox.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < MaxCommandsPerCommit && mailbox.Reader.TryRead(out var envelope))
            {
                batch.Add(envelope);
            }

            try
            {
                await HandleAsync(batch);
            }
            catch (Exception e)
            {
                committed = null;
                services.Logger.CommitFailed(e);
                Fail(batch, new RoomUnavailableException("The event log cannot be reached.", e));
            }
        }
    }

    private async Task HandleAsync(List<Envelope> batch)
    {
        // Fenced means that somebody else wrote: decide once more on what they left. So does a deadline that the room does not know.
        var woken = committed is not null && batch.Exists(static envelope => envelope.Command is DeadlinePassed);
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var state = committed ?? await ReloadAsync();
            var grace = outage.Observe(services.Clock.Observe());
            var work = Decide(state, batch, grace);
            if (work.Events.IsEmpty && woken && attempt == 0)
            {
                committed = null;
                continue;
            }

            if (work.Events.IsEmpty || await StoreAsync(state, work) == AppendResult.Committed)
            {
                graceGiven = grace;
                Publish(work.State, work.Events);
                Answer(work);
                return;
            }

            committed = null;
            services.Logger.Fenced();
        }

        Fail(batch, new RoomUnavailableException("The room is being written elsewhere."));
    }

    private Work Decide(RoomState state, List<Envelope> batch, Grace grace)
    {
        var now = services.Time.GetUtcNow();
        var events = ImmutableArray.CreateBuilder<RoomEvent>();
        var decided = new List<(Envelope, Decision)>(batch.Count);
        if (grace != graceGiven && now < grace.Until)
        {
            var resumed = RoomLogic.Decide(state, new ResumeService(grace.Until) { Enough = grace.Enough }, null, now);
            events.AddRange(resumed.Events);
            state = resumed.State;
        }

        foreach (var envelope in batch)
        {
            try
            {
                var decision = RoomLogic.Decide(state, envelope.Command, envelope.Key, now);
                events.AddRange(decision.Events);
                state = decision.State;
                decided.Add((envelope, decision));
            }
            catch (Exception e)
            {
                // A bug in a rule must not take the room with it: this caller gets 500, the state is as before.
                services.Logger.DecideFailed(e, envelope.Command.GetType().Name);
                envelope.Answered.TrySetException(e);
            }
        }

        return new Work(state, events.ToImmutable(), decided);
    }

    private async Task<AppendResult> StoreAsync(RoomState before, Work work)
    {
        var append = AppendOf(before, work.State, work.Events, IsCheckpointDue(work.State, work.Events.Length));
        if (append.ForgottenUntil is not null)
        {
            append = append with { Checkpoint = work.State };
        }

        var result = await services.Committer.CommitAsync(append);
        if (result == AppendResult.Committed)
        {
            eventsSinceCheckpoint = append.Checkpoint is null ? eventsSinceCheckpoint + work.Events.Length : 0;
            outage.End();
        }

        return result;
    }

    private bool IsCheckpointDue(RoomState state, int added) =>
        eventsSinceCheckpoint + added >= CheckpointEvery + RoomLogic.Weight(state);

    private static Append AppendOf(RoomState before, RoomState after, ImmutableArray<RoomEvent> events, bool checkpoint) => new()
    {
        Id = after.Id,
        ExpectedVersion = before.Version,
        Events = events,
        NextDeadline = RoomLogic.NextDeadline(after),
        Checkpoint = checkpoint ? after : null,
    };

    private void Publish(RoomState state, IEnumerable<RoomEvent> happened)
    {
        committed = state;
        if (state.Version == Current.Version)
        {
            // A wake-up before anything was due has used up the scheduler's entry.
            services.Scheduler.Arm(state.Id, RoomLogic.NextDeadline(state));
            return;
        }

        var before = Interlocked.Exchange(ref current, Current.Next(state, happened));
        services.Scheduler.Arm(state.Id, RoomLogic.NextDeadline(state));
        before.Supersede();
        services.Changed?.Invoke(state);
    }

    private async Task<RoomState> ReloadAsync()
    {
        var loaded = await RoomLoader.LoadAsync(services.Log, Id)
            ?? throw new RoomUnavailableException("The room is not in the event log.");
        eventsSinceCheckpoint = loaded.EventsSinceCheckpoint;
        if (loaded.State.Version > Current.Version)
        {
            Publish(loaded.State, loaded.Newest);
        }

        committed = loaded.State;
        return loaded.State;
    }

    private void Answer(Work work)
    {
        foreach (var (envelope, decision) in work.Decided)
        {
            services.Instruments.Handled(decision is Decision.Accepted ? "accepted" : "rejected");
            envelope.Answered.TrySetResult(RoomAnswer.Of(decision, Current));
        }
    }

    // What failed may be stored, and what was fenced is behind. Whoever only looks must see it too, so the room is woken to read itself.
    private void Fail(List<Envelope> batch, RoomUnavailableException why)
    {
        outage.Note();
        services.Scheduler.Arm(Id, services.Time.GetUtcNow());
        foreach (var envelope in batch)
        {
            services.Instruments.Handled("unavailable");
            envelope.Answered.TrySetException(why);
        }
    }

    private sealed record Work(RoomState State, ImmutableArray<RoomEvent> Events, List<(Envelope, Decision)> Decided);

    private sealed class Envelope(RoomCommand command, CommandKey? key)
    {
        public RoomCommand Command => command;

        public CommandKey? Key => key;

        public TaskCompletionSource<RoomAnswer> Answered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
