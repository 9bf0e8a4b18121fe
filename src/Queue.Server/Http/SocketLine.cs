using System.Buffers;
using System.Net.WebSockets;

namespace Queue.Server.Http;

/// <summary>
/// One accepted WebSocket: what all of them need, whatever they say. One side writes at a time; a client that does not read for
/// <see cref="SlowAfter"/> is told to come back later as soon as it reads again, and cut off when it does not; every
/// <see cref="BeatEvery"/> a heartbeat goes out, whatever else does.
/// </summary>
internal sealed class SocketLine(WebSocket socket, TimeProvider time) : IDisposable
{
    /// <summary>1012, "service restart": come back soon (IANA WebSocket close code registry).</summary>
    public const WebSocketCloseStatus ServiceRestart = (WebSocketCloseStatus)1012;

    /// <summary>1013, "try again later".</summary>
    public const WebSocketCloseStatus TryAgainLater = (WebSocketCloseStatus)1013;

    private const int MaxMessageBytes = 16 * 1024;

    private static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SlowAfter = TimeSpan.FromSeconds(10);

    // A frame that was begun cannot be given up, or no close could follow it. So it is waited for some more.
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim writing = new(1, 1);
    private long lastBeat = time.GetTimestamp();
    private volatile bool isSlow;

    /// <summary>
    /// Runs until <paramref name="sendAsync"/> has closed the socket or the client is gone. It is given a task that ends with the client;
    /// <paramref name="answerAsync"/> is given every message.
    /// </summary>
    public async Task RunAsync(
        Func<Task, Task> sendAsync, Func<ReadOnlyMemory<byte>, CancellationToken, Task> answerAsync, CancellationToken aborted)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        var receiving = ReceiveAsync(answerAsync, done.Token);
        try
        {
            await SendOrGiveUpAsync(sendAsync, receiving, aborted);
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

    /// <summary>
    /// Waits for what comes next, the client's end or the server's, or sends the heartbeat that is due, if there is one to send. A change
    /// does not put the heartbeat off: it may be none in this client's view, and then nothing else would come.
    /// </summary>
    public async Task WaitAsync(Task next, Task receiving, Func<byte[]>? heartbeat, CancellationToken stopping, CancellationToken aborted)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(stopping, aborted);
        var left = BeatEvery - time.GetElapsedTime(lastBeat);
        var due = left > TimeSpan.Zero ? Task.Delay(left, time, done.Token) : Task.CompletedTask;
        await Task.WhenAny(next, receiving, due);
        if (due.IsCompletedSuccessfully)
        {
            lastBeat = time.GetTimestamp();
            await (heartbeat is null ? Task.CompletedTask : SendAsync(heartbeat(), aborted));
        }

        await done.CancelAsync();
    }

    public async Task SendAsync(byte[] frame, CancellationToken aborted)
    {
        var began = time.GetTimestamp();
        await WriteAsync(
            (socket, token) => socket.SendAsync(frame.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, token).AsTask(), aborted);
        if (time.GetElapsedTime(began) >= SlowAfter)
        {
            isSlow = true;
            throw new SlowReaderException();
        }
    }

    public Task CloseAsync(WebSocketCloseStatus status, string? reason, CancellationToken aborted) => WriteAsync(
        (socket, token) => socket.State is WebSocketState.Open or WebSocketState.CloseReceived
            ? socket.CloseOutputAsync(status, reason, token)
            : Task.CompletedTask,
        aborted);

    public void Dispose() => writing.Dispose();

    private async Task SendOrGiveUpAsync(Func<Task, Task> sendAsync, Task receiving, CancellationToken aborted)
    {
        try
        {
            await sendAsync(receiving);
        }
        catch (SlowReaderException)
        {
            // Noticed here or by the side that answers; said below.
        }

        if (isSlow)
        {
            await CloseAsync(TryAgainLater, "too slow", aborted);
        }
    }

    // Ends when the client closes or is gone; never throws.
    private async Task ReceiveAsync(Func<ReadOnlyMemory<byte>, CancellationToken, Task> answerAsync, CancellationToken cancellationToken)
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

                if (!arrived.EndOfMessage && !await ReceiveMessageAsync(answerAsync, cancellationToken))
                {
                    return;
                }
            }
        }
        catch (Exception e) when (IsGone(e) || e is SlowReaderException)
        {
            // The connection is gone or no use any more.
        }
    }

    private static bool IsGone(Exception e) =>
        e is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException;

    private async Task<bool> ReceiveMessageAsync(
        Func<ReadOnlyMemory<byte>, CancellationToken, Task> answerAsync, CancellationToken cancellationToken)
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

            await answerAsync(buffer.AsMemory(0, length), cancellationToken);
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

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

    private sealed class SlowReaderException : Exception;
}
