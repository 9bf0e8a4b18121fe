using System.Net.WebSockets;
using Queue.Core.Jobs;
using Queue.Server.Http;
using Queue.Server.Rooms;
using Queue.Server.Snapshots;

namespace Queue.Server.Endpoints.Jobs;

/// <summary>
/// One who follows a job. How it is now comes first, then what changes: always the newest, so a slow reader skips what is outdated, and
/// never the end. How it ended is in the close code: 1000 done, 1001 cancelled, 1011 failed or timed out.
/// </summary>
internal sealed class JobSocket(SocketLine line, IRoom room, JobFrames frames)
{
    private JobSnapshot Current => (JobSnapshot)room.Current;

    public Task RunAsync(CancellationToken stopping, CancellationToken aborted) =>
        line.RunAsync(receiving => SendAsync(receiving, stopping, aborted), AnswerAsync, aborted);

    private async Task SendAsync(Task receiving, CancellationToken stopping, CancellationToken aborted)
    {
        var snapshot = Current;
        foreach (var frame in snapshot.Job.IsOver ? [] : frames.Welcome(snapshot.Job))
        {
            await line.SendAsync(frame, aborted);
        }

        while (!receiving.IsCompleted)
        {
            if (snapshot.Job.IsOver)
            {
                await SendEndAsync(snapshot.Job, aborted);
                return;
            }

            if (stopping.IsCancellationRequested)
            {
                await line.CloseAsync(SocketLine.ServiceRestart, "restart", aborted);
                return;
            }

            await line.WaitAsync(snapshot.Superseded, receiving, () => frames.Progress(Current.Job, keepAlive: true), stopping, aborted);
            snapshot = await SendChangeAsync(snapshot, Current, aborted);
        }
    }

    private async Task<JobSnapshot> SendChangeAsync(JobSnapshot before, JobSnapshot now, CancellationToken aborted)
    {
        if (!now.Job.IsOver && now.Job.Progress != before.Job.Progress)
        {
            await line.SendAsync(frames.Progress(now.Job, keepAlive: false), aborted);
        }

        return now;
    }

    private async Task SendEndAsync(JobState job, CancellationToken aborted)
    {
        await line.SendAsync(frames.End(job), aborted);
        var (status, reason) = job.Status switch
        {
            JobStatus.Completed => (WebSocketCloseStatus.NormalClosure, "completed"),
            JobStatus.Canceled => (WebSocketCloseStatus.EndpointUnavailable, "canceled"),
            JobStatus.TimedOut => (WebSocketCloseStatus.InternalServerError, "timed out"),
            _ => (WebSocketCloseStatus.InternalServerError, "failed"),
        };
        await line.CloseAsync(status, reason, aborted);
    }

    private async Task AnswerAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        if (!ClientWords.IsSignOfLife(message, out var answer, out var type))
        {
            answer = type is "ready" ? frames.Ready(Current.Job) : frames.NotUnderstood(Current.Job);
        }

        if (answer is not null)
        {
            await line.SendAsync(answer, cancellationToken);
        }
    }
}
