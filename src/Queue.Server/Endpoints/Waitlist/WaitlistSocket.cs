using System.Buffers;
using System.Net.WebSockets;
using Queue.Server.Rooms;
using Queue.Server.Snapshots;

namespace Queue.Server.Endpoints.Waitlist;

/// <summary>
/// One WebSocket. It looks at the room's newest snapshot whenever there is one and sends its view when that changed: a slow reader
/// skips what is outdated, and never the end. One side writes at a time; a client that does not read for
/// <see cref="SendTimeout"/> is cut off.
/// </summary>
internal sealed class WaitlistSocket(WebSocket socket, IRoom room, Audience audience, TimeProvider time)
    : IDisposable
{
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);

    // 1012, "service restart": come back soon (IANA WebSocket close code registry).
    private const WebSocketCloseStatus ServiceRestart = (WebSocketCloseStatus)1012;
    private const int MaxMessageBytes = 16 * 1024;

    private static ReadOnlySpan<byte> Ping => "{\"type\":\"ping\"}"u8;

    private static readonly byte[] PingFrame = Ping.ToArray();
    private static readonly byte[] PongFrame = "{\"type\":\"pong\"}"u8.ToArray();
    private static readonly byte[] ClosedFrame = "{\"type\":\"closed\"}"u8.ToArray();

    private readonly SemaphoreSlim writing = new(1, 1);
    private long lastPing = time.GetTimestamp();

    public async Task RunAsync(CancellationToken stopping, CancellationToken aborted)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        var receiving = ReceiveAsync(done.Token);
        try
        {
            await SendViewsAsync(receiving, stopping, aborted);
            await Task.WhenAny(receiving, Task.Delay(CloseTimeout, time, done.Token));
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // The connection is gone; the client comes back when it wants.
            socket.Abort();
        }
        finally
        {
            await done.CancelAsync();
            await receiving;
        }
    }

    public void Dispose() => writing.Dispose();

    private async Task SendViewsAsync(Task receiving, CancellationToken stopping, CancellationToken aborted)
    {
        RenderedView? last = null;
        while (!receiving.IsCompleted)
        {
            var snapshot = (WaitlistSnapshot)room.Current;
            var view = snapshot.View(audience);
            if (view is not null && (last is null || !view.ETag.Equals(last.ETag)))
            {
                await SendAsync(view.Body, aborted);
                last = view;
            }

            if (snapshot.FinalReason(audience) is { } reason)
            {
                await SendEndAsync(reason, aborted);
                return;
            }

            if (stopping.IsCancellationRequested)
            {
                await CloseAsync(ServiceRestart, "restart", aborted);
                return;
            }

            await WaitAsync(snapshot, receiving, stopping, aborted);
        }
    }

    private async Task SendEndAsync(string reason, CancellationToken aborted)
    {
        if (audience.Kind == AudienceKind.Host)
        {
            await SendAsync(ClosedFrame, aborted);
        }

        await CloseAsync(WebSocketCloseStatus.NormalClosure, reason, aborted);
    }

    /// <summary>
    /// Waits for a newer snapshot, the client's end or the server's, or sends the ping that is due. A change does not put the ping off:
    /// it may be none in this view, and then nothing else would come.
    /// </summary>
    private async Task WaitAsync(RoomSnapshot snapshot, Task receiving, CancellationToken stopping, CancellationToken aborted)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(stopping, aborted);
        var left = PingEvery - time.GetElapsedTime(lastPing);
        var pingDue = left > TimeSpan.Zero ? Task.Delay(left, time, done.Token) : Task.CompletedTask;
        await Task.WhenAny(snapshot.Superseded, receiving, pingDue);
        if (pingDue.IsCompletedSuccessfully)
        {
            lastPing = time.GetTimestamp();
            await SendAsync(PingFrame, aborted);
        }

        await done.CancelAsync();
    }

    // Ends when the client closes or is gone; never throws.
    private async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                // Waiting with no buffer keeps an idle socket small.
                var arrived = await socket.ReceiveAsync(Memory<byte>.Empty, cancellationToken);
                if (arrived.MessageType == WebSocketMessageType.Close)
                {
                    await CloseAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
                    return;
                }

                if (!arrived.EndOfMessage && !await ReceiveMessageAsync(cancellationToken))
                {
                    return;
                }
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The connection is gone.
        }
    }

    private async Task<bool> ReceiveMessageAsync(CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(MaxMessageBytes);
        try
        {
            var length = 0;
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(length, MaxMessageBytes - length), cancellationToken);
                length += part.Count;
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    await CloseAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
                    return false;
                }

                if (part.EndOfMessage)
                {
                    break;
                }

                if (length == MaxMessageBytes)
                {
                    await CloseAsync(WebSocketCloseStatus.MessageTooBig, "message too big", cancellationToken);
                    return false;
                }
            }

            if (buffer.AsSpan(0, length).SequenceEqual(Ping))
            {
                await SendAsync(PongFrame, cancellationToken);
            }

            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private Task SendAsync(byte[] frame, CancellationToken aborted) => WriteAsync(
        (socket, token) => socket.SendAsync(frame.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, token).AsTask(), aborted);

    private Task CloseAsync(WebSocketCloseStatus status, string? reason, CancellationToken aborted) => WriteAsync(
        (socket, token) => socket.State is WebSocketState.Open or WebSocketState.CloseReceived
            ? socket.CloseOutputAsync(status, reason, token)
            : Task.CompletedTask,
        aborted);

    private async Task WriteAsync(Func<WebSocket, CancellationToken, Task> write, CancellationToken aborted)
    {
        using var timeout = new CancellationTokenSource(SendTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, aborted);
        await writing.WaitAsync(either.Token);
        try
        {
            await write(socket, either.Token);
        }
        finally
        {
            writing.Release();
        }
    }
}
