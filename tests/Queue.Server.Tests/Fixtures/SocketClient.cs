using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Queue.Server.Tests.Fixtures;

/// <summary>A WebSocket client that waits for each frame, and says what it waited for when none comes.</summary>
internal sealed class SocketClient : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private readonly ClientWebSocket socket;
    private readonly byte[] buffer = new byte[64 * 1024];

    private SocketClient(ClientWebSocket socket) => this.socket = socket;

    public WebSocketState State => socket.State;

    /// <summary>A header of the answer to the handshake.</summary>
    public string? Header(string name) => socket.HttpResponseHeaders?.TryGetValue(name, out var values) == true ? string.Join(", ", values) : null;

    public static Task<SocketClient> HostAsync(TestServer server, WaitlistClient queue) =>
        ConnectAsync(server, $"{queue.Path}/connect", ("x-host-auth", queue.HostToken));

    public static Task<SocketClient> GuestAsync(TestServer server, WaitlistClient queue, string party) =>
        ConnectAsync(server, $"{queue.Path}/connect?partyId={party}");

    public static Task<SocketClient> ConnectAsync(TestServer server, string path, params (string Name, string Value)[] headers) =>
        ConnectAsync(server.Address, path, headers);

    public static async Task<SocketClient> ConnectAsync(Uri server, string path, params (string Name, string Value)[] headers)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        foreach (var (name, value) in headers)
        {
            socket.Options.SetRequestHeader(name, value);
        }

        using var timeout = new CancellationTokenSource(Longest, TimeProvider.System);
        await socket.ConnectAsync(new Uri($"ws://{server.Authority}{path}"), timeout.Token);
        return new SocketClient(socket);
    }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text);

    public async Task SendAsync(byte[] bytes, WebSocketMessageType type, bool end = true)
    {
        using var timeout = new CancellationTokenSource(Longest, TimeProvider.System);
        await socket.SendAsync(bytes, type, end, timeout.Token);
    }

    /// <summary>The next frame as its exact text.</summary>
    public async Task<string> ReceiveTextAsync()
    {
        var (type, text) = await ReceiveAsync();
        Assert.True(type == WebSocketMessageType.Text, $"Expected a text, but the server closed: {socket.CloseStatus} {socket.CloseStatusDescription}");
        return text;
    }

    public async Task<JsonNode> ReceiveAsJsonAsync() => JsonNode.Parse(await ReceiveTextAsync())!;

    /// <summary>The type of the next frame.</summary>
    public async Task<string?> ReceiveKindAsync() => (string?)(await ReceiveAsJsonAsync())["type"];

    /// <summary>The server's close, which must be the next thing.</summary>
    public async Task<(int Status, string? Reason)> ReceiveCloseAsync()
    {
        var (type, text) = await ReceiveAsync();
        Assert.True(type == WebSocketMessageType.Close, $"Expected the close, got {text}");
        return ((int)socket.CloseStatus!.Value, socket.CloseStatusDescription);
    }

    /// <summary>The next frame as its text; <see langword="null"/> when the server closed, see <see cref="Closed"/>.</summary>
    public async Task<string?> ReceiveTextOrCloseAsync()
    {
        var (type, text) = await ReceiveAsync();
        return type == WebSocketMessageType.Close ? null : text;
    }

    /// <summary>How the server closed.</summary>
    public (int Status, string? Reason) Closed => ((int)socket.CloseStatus!.Value, socket.CloseStatusDescription);

    /// <summary>Closes from this side and waits for the server's answer.</summary>
    public async Task<int?> CloseAsync()
    {
        using var timeout = new CancellationTokenSource(Longest, TimeProvider.System);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "bye", timeout.Token);
        return (int?)socket.CloseStatus;
    }

    public void Dispose() => socket.Dispose();

    private async Task<(WebSocketMessageType Type, string Text)> ReceiveAsync()
    {
        using var timeout = new CancellationTokenSource(Longest, TimeProvider.System);
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), timeout.Token);
            length += part.Count;
            if (part.EndOfMessage || part.MessageType == WebSocketMessageType.Close)
            {
                return (part.MessageType, Encoding.UTF8.GetString(buffer, 0, length));
            }
        }
    }
}
