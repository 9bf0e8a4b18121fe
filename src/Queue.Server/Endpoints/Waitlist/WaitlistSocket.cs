using System.Net.WebSockets;
using Queue.Server.Http;
using Queue.Server.Rooms;
using Queue.Server.Snapshots;

namespace Queue.Server.Endpoints.Waitlist;

/// <summary>
/// One WebSocket of a waitlist. It looks at the room's newest snapshot whenever there is one and sends its view when that changed: a slow
/// reader skips what is outdated, and never the end.
/// </summary>
/// <param name="line">The connection.</param>
/// <param name="room">What it follows.</param>
/// <param name="audience">As whom.</param>
/// <param name="seen">Notes that the other end is there.</param>
/// <param name="device">The device of a venue that it is; once the venue does not list it any more it is shown nothing new.</param>
internal sealed class WaitlistSocket(SocketLine line, IRoom room, Audience audience, Action seen, string? device)
{
    private static readonly byte[] PingFrame = "{\"type\":\"ping\"}"u8.ToArray();
    private static readonly byte[] PongFrame = "{\"type\":\"pong\"}"u8.ToArray();
    private static readonly byte[] ClosedFrame = "{\"type\":\"closed\"}"u8.ToArray();

    public Task RunAsync(CancellationToken stopping, CancellationToken aborted) =>
        line.RunAsync(receiving => SendViewsAsync(receiving, stopping, aborted), AnswerAsync, aborted);

    private async Task SendViewsAsync(Task receiving, CancellationToken stopping, CancellationToken aborted)
    {
        RenderedView? last = null;
        seen();
        while (!receiving.IsCompleted)
        {
            var snapshot = (WaitlistSnapshot)room.Current;
            if (device is not null && room.Venue?.FindDevice(device) is null)
            {
                await line.CloseAsync(WebSocketCloseStatus.PolicyViolation, "removed", aborted);
                return;
            }

            var view = snapshot.View(audience);
            if (view is not null && (last is null || !view.ETag.Equals(last.ETag)))
            {
                await line.SendAsync(view.Body, aborted);
                last = view;
            }

            if (snapshot.FinalReason(audience) is { } reason)
            {
                await SendEndAsync(reason, aborted);
                return;
            }

            if (stopping.IsCancellationRequested)
            {
                await line.CloseAsync(SocketLine.ServiceRestart, "restart", aborted);
                return;
            }

            await line.WaitAsync(snapshot.Superseded, receiving, Ping, stopping, aborted);
        }
    }

    private byte[] Ping()
    {
        seen();
        return PingFrame;
    }

    private async Task SendEndAsync(string reason, CancellationToken aborted)
    {
        if (audience.Kind == AudienceKind.Host)
        {
            await line.SendAsync(ClosedFrame, aborted);
        }

        await line.CloseAsync(WebSocketCloseStatus.NormalClosure, reason, aborted);
    }

    // Anything else is ignored.
    private Task AnswerAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken) =>
        message.Span.SequenceEqual(PingFrame) ? line.SendAsync(PongFrame, cancellationToken) : Task.CompletedTask;
}
