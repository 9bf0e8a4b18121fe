using System.Diagnostics;
using System.Threading.Channels;
using Queue.Server.Storage;

namespace Queue.Server.Rooms;

/// <summary>
/// Group commit: while one transaction is on its way to the disk, the appends of all rooms that come meanwhile gather and share the
/// next one. Rooms go in the order of their ids, so that two writers on one database would never lock each other crosswise.
/// </summary>
internal sealed class Committer(IEventLog log, ServiceClock clock, TimeProvider time, CommitSignal signal, RoomInstruments instruments)
{
    private const int MaxRoomsPerCommit = 512;

    private readonly Channel<Pending> waiting = Channel.CreateUnbounded<Pending>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Ends when the append is on the disk (or refused by its fence); throws <see cref="RoomUnavailableException"/> when it is not stored, or nobody knows.</summary>
    public Task<AppendResult> CommitAsync(Append append)
    {
        var pending = new Pending(append);
        return waiting.Writer.TryWrite(pending)
            ? pending.Done.Task
            : Task.FromException<AppendResult>(new RoomUnavailableException("The server is stopping."));
    }

    /// <summary>Lets the loop end once everything that waits is committed.</summary>
    public void Complete() => waiting.Writer.TryComplete();

    public async Task RunAsync()
    {
        var batch = new List<Pending>();
        while (await waiting.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < MaxRoomsPerCommit && waiting.Reader.TryRead(out var next))
            {
                batch.Add(next);
            }

            batch.Sort(static (a, b) => string.CompareOrdinal(a.Append.Id.Value, b.Append.Id.Value));
            await CommitAsync(batch);
        }
    }

    private async Task CommitAsync(List<Pending> batch)
    {
        var (began, started) = (time.GetUtcNow(), Stopwatch.GetTimestamp());
        try
        {
            var results = await log.AppendAsync([.. batch.Select(pending => pending.Append)], CancellationToken.None);
            if (clock.Away)
            {
                // Before the answers: who goes on finds the service back.
                clock.Beat(began);
            }

            for (var i = 0; i < batch.Count; i++)
            {
                batch[i].Done.SetResult(results[i]);
            }

            signal.Raise();
            instruments.Committed(batch.Count, Stopwatch.GetElapsedTime(started));
        }
        catch (AppendException) when (batch.Count > 1)
        {
            // One room is to blame; alone it fails alone.
            foreach (var pending in batch)
            {
                await CommitAsync([pending]);
            }
        }
        catch (Exception e)
        {
            Fail(batch, e);
        }
    }

    private void Fail(List<Pending> batch, Exception cause)
    {
        if (cause is not AppendException)
        {
            clock.Lose();
        }

        instruments.CommitFailed();
        foreach (var pending in batch)
        {
            pending.Done.TrySetException(new RoomUnavailableException("The event log cannot be written.", cause));
        }
    }

    private sealed class Pending(Append append)
    {
        public Append Append => append;

        public TaskCompletionSource<AppendResult> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
