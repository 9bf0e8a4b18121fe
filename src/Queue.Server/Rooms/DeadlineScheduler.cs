using Queue.Core.Rooms;
using Queue.Server.Storage;

namespace Queue.Server.Rooms;

/// <summary>
/// Wakes rooms when something in them is due. The truth is in the log (<c>next_deadline</c> is stored with every commit); this holds
/// only what is due within <see cref="Horizon"/> and reads on from there. A wake-up too many is harmless: the room finds nothing
/// due. One that fails is tried again.
/// </summary>
internal sealed class DeadlineScheduler(
    IEventLog log, TimeProvider time, ServiceClock clock, RoomInstruments instruments, ILogger<DeadlineScheduler> logger)
{
    private static readonly TimeSpan Horizon = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    // Well within the grace: after the machine slept, a timer still has to run for what was left of it, and until it has, nobody sees
    // their new deadline.
    private static readonly TimeSpan LongestPause = ServiceClock.LongestGap / 2;

    private readonly Lock gate = new();
    private readonly Dictionary<RoomId, DateTimeOffset> armed = [];
    private readonly PriorityQueue<RoomId, DateTimeOffset> queue = new();
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset readAt = DateTimeOffset.MaxValue;
    private DateTimeOffset readUntil = DateTimeOffset.MinValue;
    private DateTimeOffset graceSeen;

    /// <summary>Sets or clears the one deadline of a room.</summary>
    public void Arm(RoomId room, DateTimeOffset? at)
    {
        lock (gate)
        {
            // What is due at once is kept in any case: it may be an attempt at something that failed, of which the log says nothing.
            if (at is not { } due || (due > readUntil && due > time.GetUtcNow() + Retry))
            {
                armed.Remove(room);
                return;
            }

            if (armed.TryGetValue(room, out var before) && before == due)
            {
                return;
            }

            var earliest = queue.TryPeek(out _, out var first) ? first : DateTimeOffset.MaxValue;
            armed[room] = due;
            queue.Enqueue(room, due);
            if (due < earliest)
            {
                changed.TrySetResult();
            }
        }
    }

    /// <summary>Reads what is due soon. Returns how many rooms that are.</summary>
    public async Task<int> ReadAheadAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();

        // From here on Arm keeps what comes, so nothing falls between reading the log and merging it below.
        var before = KeepUntil(now + Horizon);
        try
        {
            var due = await log.DueAsync(now + Horizon, cancellationToken);
            Merge(due);
            readAt = now;
            return due.Count;
        }
        catch
        {
            KeepUntil(before);
            throw;
        }
    }

    /// <summary>Runs until it is cancelled. <paramref name="wakeAsync"/> lets a room do what is due.</summary>
    public async Task RunAsync(Func<RoomId, Task> wakeAsync, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (IsReadAheadDue(time.GetUtcNow()))
                {
                    await ReadAheadAsync(cancellationToken);
                }

                var due = TakeDue(out var signal, out var pause);
                await Task.WhenAll(due.Select(room => WakeAsync(room, wakeAsync)));
                if (due.Count == 0)
                {
                    await PauseAsync(signal, pause, cancellationToken);
                }
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                logger.DeadlinesDelayed(e, Retry.TotalSeconds);
                await Task.Delay(Retry, time, cancellationToken);
            }
        }
    }

    private DateTimeOffset KeepUntil(DateTimeOffset until)
    {
        lock (gate)
        {
            var before = readUntil;
            readUntil = until;
            return before;
        }
    }

    private void Merge(IReadOnlyList<DueRoom> due)
    {
        lock (gate)
        {
            foreach (var room in due)
            {
                if (armed.TryAdd(room.Id, room.At))
                {
                    queue.Enqueue(room.Id, room.At);
                }
            }
        }
    }

    // Also when the clock was set back: what others stored meanwhile may be due long before the last look's end.
    private bool IsReadAheadDue(DateTimeOffset now) => now < readAt || now >= readUntil - (Horizon / 2);

    // One signal, given by whichever comes first: an earlier deadline, the time, or the end.
    private async Task PauseAsync(TaskCompletionSource signal, TimeSpan pause, CancellationToken cancellationToken)
    {
        using var timer = time.CreateTimer(static given => Give(given), signal, pause, Timeout.InfiniteTimeSpan);
        using var end = cancellationToken.Register(static given => Give(given), signal);
        await signal.Task;
    }

    private static void Give(object? signal) => (signal as TaskCompletionSource)?.TrySetResult();

    private async Task WakeAsync(DueRoom room, Func<RoomId, Task> wakeAsync)
    {
        try
        {
            await wakeAsync(room.Id);
            instruments.DeadlineHandled(time.GetUtcNow() - room.At);
        }
        catch (Exception e)
        {
            logger.DeadlinesDelayed(e, Retry.TotalSeconds);
            Arm(room.Id, time.GetUtcNow() + Retry);
        }
    }

    // When an outage is over, rooms whose deadline lies within the grace are woken at once, so that their people see the new one.
    private List<DueRoom> TakeDue(out TaskCompletionSource signal, out TimeSpan pause)
    {
        lock (gate)
        {
            var grace = clock.Away ? graceSeen : clock.Observe().Until;
            var now = time.GetUtcNow();
            var until = grace != graceSeen && grace > now ? grace : now;
            graceSeen = grace;
            var due = new List<DueRoom>();
            while (queue.TryPeek(out var room, out var at) && at <= until)
            {
                queue.Dequeue();
                if (armed.TryGetValue(room, out var current) && current == at)
                {
                    armed.Remove(room);
                    due.Add(new DueRoom(room, at));
                }
            }

            if (changed.Task.IsCompleted)
            {
                changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            signal = changed;
            var next = queue.TryPeek(out _, out var first) ? first : readUntil - (Horizon / 2);
            pause = next > now ? Min(next - now, LongestPause) : TimeSpan.Zero;
            return due;
        }
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
