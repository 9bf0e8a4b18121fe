using System.Buffers.Binary;
using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace Queue.Benchmarks.Load;

/// <summary>
/// One keep-alive connection, used from one thread. It parses no more than where an answer ends, so that the generator takes little of
/// the processor that it shares with the server.
/// </summary>
internal sealed class Connection : IDisposable
{
    private readonly Socket socket;
    private byte[] buffer;
    private int start;
    private int end;

    public Connection(IPEndPoint server, int bufferBytes = 4096)
    {
        buffer = new byte[bufferBytes];
        socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(server);
    }

    public int Handle => (int)socket.Handle;

    /// <summary>Set once the server has switched to WebSocket frames.</summary>
    public bool IsFramed { get; set; }

    public void Send(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[socket.Send(bytes)..];
        }
    }

    /// <summary>Takes one answer, if it is whole after reading once.</summary>
    public bool TryReceive(out Response response)
    {
        MakeRoom();
        var count = socket.Receive(buffer.AsSpan(end));
        if (count == 0)
        {
            throw new IOException("The server closed a connection.");
        }

        end += count;
        return TryTake(out response);
    }

    /// <summary>Takes one answer that was read already.</summary>
    public bool TryTake(out Response response)
    {
        var unread = buffer.AsSpan(start, end - start);
        var whole = IsFramed ? TryFrame(unread, out response, out var length) : TryHttp(unread, out response, out length);
        start += length;
        return whole;
    }

    /// <summary>Sends and waits for the answer.</summary>
    public Response Ask(ReadOnlySpan<byte> request)
    {
        Send(request);
        return Receive();
    }

    public Response Receive()
    {
        Response response;
        while (!TryReceive(out response))
        {
            // More to come.
        }

        return response;
    }

    public void Dispose() => socket.Dispose();

    private static bool TryHttp(ReadOnlySpan<byte> bytes, out Response response, out int length)
    {
        response = default;
        length = 0;
        var headLength = bytes.IndexOf("\r\n\r\n"u8);
        if (headLength < 0)
        {
            return false;
        }

        var head = bytes[..headLength];
        var status = ((head[9] - '0') * 100) + ((head[10] - '0') * 10) + head[11] - '0';
        var bodyLength = status is 101 or 204 or 304 ? 0 : ContentLength(head);
        if (bytes.Length < headLength + 4 + bodyLength)
        {
            return false;
        }

        length = headLength + 4 + bodyLength;
        response = new Response(status, head, bytes[(headLength + 4)..length]);
        return true;
    }

    private static int ContentLength(ReadOnlySpan<byte> head)
    {
        var at = head.IndexOf("\r\nContent-Length: "u8);
        return at >= 0 && Utf8Parser.TryParse(head[(at + 18)..], out int length, out _)
            ? length
            : throw new InvalidDataException("An answer without Content-Length.");
    }

    // Frames from a server are not masked (RFC 6455 §5.1), and this one sends whole messages.
    private static bool TryFrame(ReadOnlySpan<byte> bytes, out Response response, out int length)
    {
        response = default;
        length = 0;
        if (bytes.Length < 2 || (bytes[1] == 126 && bytes.Length < 4))
        {
            return false;
        }

        var (head, body) = bytes[1] == 126 ? (4, BinaryPrimitives.ReadUInt16BigEndian(bytes[2..])) : (2, bytes[1]);
        if (bytes.Length < head + body)
        {
            return false;
        }

        length = head + body;
        response = new Response(0, bytes[..head], bytes[head..length]);
        return true;
    }

    private void MakeRoom()
    {
        if (start == end)
        {
            (start, end) = (0, 0);
        }

        if (end == buffer.Length)
        {
            var larger = start > buffer.Length / 2 ? buffer : new byte[buffer.Length * 2];
            buffer.AsSpan(start, end - start).CopyTo(larger);
            (buffer, start, end) = (larger, 0, end - start);
        }
    }
}
