using System.Diagnostics;
using Queue.Server.Storage;

namespace Queue.Server.Rooms;

/// <summary>
/// Starts and stops the engine: notes outages, commits, handles deadlines, lets idle rooms go. Stopping answers what was accepted
/// and stores it; nothing is cut off.
/// </summary>
internal sealed class RoomEngine(
    IEventLog log,
    TimeProvider time,
    ServiceClock clock,
    Committer committer,
    DeadlineScheduler scheduler,
    RoomDirectory directory,
    RoomServices services,
    ILogger<RoomEngine> logger) : IHostedService, IDisposable
{
    private const int ManyRooms = 1000;
    private static readonly TimeSpan HeartbeatEvery = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource stopping = new();
    private readonly List<Task> loops = [];
    private Task committing = Task.CompletedTask;
    private Task lastSave = Task.CompletedTask;
    private ITimer? heartbeat;

    /// <summary>The log takes commits.</summary>
    public bool LogWorks => !clock.Away;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        clock.Start(await log.LastAliveAsync(cancellationToken));
        committing = committer.RunAsync();
        var due = await scheduler.ReadAheadAsync(cancellationToken);
        loops.Add(scheduler.RunAsync(directory.WakeAsync, stopping.Token));
        loops.Add(EvictAsync(stopping.Token));
        var started = Stopwatch.GetTimestamp();
        await SaveAliveAsync();
        var commit = Stopwatch.GetElapsedTime(started);
        heartbeat = time.CreateTimer(_ => Beat(), null, HeartbeatEvery, HeartbeatEvery);
        logger.EngineStarted(log.Description, commit.TotalMilliseconds, due, clock.Grace.Until > time.GetUtcNow());
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (heartbeat is not null)
        {
            await heartbeat.DisposeAsync();
        }

        await lastSave;
        await stopping.CancelAsync();
        await Task.WhenAll(loops).ContinueWith(static _ => { }, TaskScheduler.Default);
        await directory.StopAsync();
        committer.Complete();
        await committing;
        await SaveAliveAsync();
        logger.EngineStopped();
    }

    // Also ends the loops of an engine that was never stopped: a host that is only disposed would leave them running.
    public void Dispose()
    {
        heartbeat?.Dispose();
        if (!stopping.IsCancellationRequested)
        {
            stopping.Cancel();
        }

        stopping.Dispose();
    }

    private void Beat()
    {
        clock.Expect();
        lastSave = SaveAliveAsync();
    }

    private async Task SaveAliveAsync()
    {
        try
        {
            var began = time.GetUtcNow();
            await log.SaveAliveAsync(clock.SignOfLife(), CancellationToken.None);
            clock.Beat(began);
        }
        catch (Exception e)
        {
            clock.Lose();
            logger.HeartbeatFailed(e);
        }
    }

    private async Task EvictAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(services.EvictAfter / 2, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            var evicted = await directory.EvictIdleAsync();
            if (evicted >= ManyRooms && evicted >= directory.Loaded)
            {
                GiveMemoryBack();
            }
        }
    }

    // The collector runs when memory is allocated, so after a rush, when rooms leave and nothing comes, what they held would stay
    // taken for hours. Only this mode returns it to the system. It stops the process, but for the little that is still alive.
    private static void GiveMemoryBack() =>
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
}
