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

    private readonly Lock gate = new();
    private readonly Dictionary<RoomId, DateTimeOffset> armed = [];
    private readonly PriorityQueue<RoomId, DateTimeOffset> queue = new();
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset readUntil = DateTimeOffset.MinValue;
    private DateTimeOffset graceSeen;

    /// <summary>Sets or clears the one deadline of a room.</summary>
    public void Arm(RoomId room, DateTimeOffset? at)
    {
        lock (gate)
        {
            if (at is not { } due || due > readUntil)
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
        var until = time.GetUtcNow() + Horizon;
        lock (gate)
        {
            // From here on Arm keeps what comes, so nothing falls between reading the log and merging it below.
            readUntil = until;
        }

        var due = await log.DueAsync(until, cancellationToken);
        foreach (var room in due)
        {
            lock (gate)
            {
                if (!armed.ContainsKey(room.Id))
                {
                    armed[room.Id] = room.At;
                    queue.Enqueue(room.Id, room.At);
                }
            }
        }

        return due.Count;
    }

    /// <summary>Runs until it is cancelled. <paramref name="wakeAsync"/> lets a room do what is due.</summary>
    public async Task RunAsync(Func<RoomId, Task> wakeAsync, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (time.GetUtcNow() >= readUntil - (Horizon / 2))
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
            var grace = clock.Away ? graceSeen : clock.Observe();
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
            pause = next > now ? Min(next - now, Horizon / 4) : TimeSpan.Zero;
            return due;
        }
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
