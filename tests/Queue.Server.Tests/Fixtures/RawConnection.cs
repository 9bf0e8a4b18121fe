using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Queue.Server.Tests.Fixtures;

/// <summary>An answer as it came over the wire. Body is everything after the head, whatever the headers say.</summary>
internal sealed record RawAnswer(int Status, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public static RawAnswer Parse(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        Assert.True(end > 0, $"No answer but '{text}'");
        var lines = text[..end].Split("\r\n");
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(p => p[0], p => p[1], StringComparer.OrdinalIgnoreCase);
        return new RawAnswer(int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture), headers, text[(end + 4)..]);
    }
}

/// <summary>A plain TCP connection, for what no HTTP client would send or hide.</summary>
internal sealed class RawConnection : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);
    private readonly TcpClient client;
    private readonly byte[] buffer = new byte[4096];
    private string received = "";

    private RawConnection(TcpClient client)
    {
        this.client = client;
        Stream = client.GetStream();
    }

    public NetworkStream Stream { get; }

    public static async Task<RawConnection> OpenAsync(Uri server)
    {
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(server.Host, server.Port);
        return new RawConnection(client);
    }

    /// <summary>Sends one request with <c>Connection: close</c> and reads to the end. Lines are the request line and its headers.</summary>
    public static async Task<RawAnswer> AskAsync(Uri server, params string[] lines)
    {
        using var connection = await OpenAsync(server);
        string[] all = [lines[0] + " HTTP/1.1", $"Host: {server.Authority}", "Connection: close", .. lines[1..]];
        await connection.SendAsync(string.Join("\r\n", all) + "\r\n\r\n");
        return RawAnswer.Parse(await connection.ReadToEndAsync());
    }

    public async Task SendAsync(string text) => await Stream.WriteAsync(Encoding.Latin1.GetBytes(text));

    /// <summary>Everything until the server closes; fails when it does not in time.</summary>
    public async Task<string> ReadToEndAsync()
    {
        using var timeout = new CancellationTokenSource(Longest, TimeProvider.System);
        using var all = new MemoryStream();
        try
        {
            await Stream.CopyToAsync(all, timeout.Token);
        }
        catch (IOException)
        {
            // Reset by the server after its last byte.
        }

        return Encoding.UTF8.GetString(all.ToArray());
    }

    /// <summary>One answer of a connection that stays open, by its Content-Length; a 304 and a 204 have no body.</summary>
    public async Task<RawAnswer> ReadAnswerAsync()
    {
        using var timeout = new CancellationTokenSource(Longest, TimeProvider.System);
        var end = -1;
        while ((end = received.IndexOf("\r\n\r\n", StringComparison.Ordinal)) < 0)
        {
            await ReceiveAsync(timeout.Token);
        }

        var head = RawAnswer.Parse(received[..(end + 4)]);
        var length = int.Parse(head.Header("Content-Length") ?? "0", CultureInfo.InvariantCulture);
        while (received.Length < end + 4 + length)
        {
            await ReceiveAsync(timeout.Token);
        }

        var body = received.Substring(end + 4, length);
        received = received[(end + 4 + length)..];
        return head with { Body = body };
    }

    private async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        var count = await Stream.ReadAsync(buffer, cancellationToken);
        Assert.True(count > 0, $"The connection ended after '{received}'");
        received += Encoding.Latin1.GetString(buffer, 0, count);
    }

    public void Dispose() => client.Dispose();
}
