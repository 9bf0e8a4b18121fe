using System.Net.WebSockets;
using System.Text;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Chat;

/// <summary>The token of a page's socket, which can have no header: a protocol beside ours.</summary>
public sealed class RoomProtocolTests : IAsyncLifetime
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private readonly CancellationTokenSource timeout = new(Longest, TimeProvider.System);
    private TestServer? server;

    private TestServer Server => server ?? throw new InvalidOperationException("The server has not started.");

    public async ValueTask InitializeAsync() => server = await TestServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        timeout.Dispose();
        await Server.DisposeAsync();
    }

    [Fact]
    public async Task A_token_named_as_a_protocol_opens_its_room()
    {
        var room = await RoomClient.CreateAsync(Server.Http);
        await room.SayAsync("hi");
        using var socket = await ConnectAsync($"{room.Path}/ws?after_seq=0", "queue", $"token.{(await room.ShareAsync("read")).Credential}");

        Assert.Equal("queue", socket.SubProtocol);
        Assert.Contains("\"content\":\"hi\"", await ReceiveAsync(socket), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_of_another_room_opens_nothing()
    {
        var (room, other) = (await RoomClient.CreateAsync(Server.Http), await RoomClient.CreateAsync(Server.Http));

        var refused = ConnectAsync($"{room.Path}/ws", "queue", $"token.{(await other.ShareAsync("read")).Credential}");
        await Assert.ThrowsAsync<WebSocketException>(() => refused);
    }

    [Fact]
    public async Task A_room_that_is_open_to_all_is_followed_with_our_protocol_or_with_none()
    {
        var room = await RoomClient.CreateAsync(Server.Http, """ "publicRead":true """);
        using var named = await ConnectAsync($"{room.Path}/ws", "queue");
        using var plain = await ConnectAsync($"{room.Path}/ws");

        Assert.Equal(("queue", null), (named.SubProtocol, plain.SubProtocol));
    }

    [Fact]
    public async Task A_token_named_as_a_protocol_follows_its_job()
    {
        var job = await JobClient.StartAsync(Server.Http);
        using var socket = await ConnectAsync($"/ws/progress?jobId={job.JobId}", "queue", $"token.{job.Token}");

        Assert.Contains("job_started", await ReceiveAsync(socket), StringComparison.Ordinal);
    }

    private async Task<ClientWebSocket> ConnectAsync(string path, params string[] protocols)
    {
        var socket = new ClientWebSocket();
        foreach (var protocol in protocols)
        {
            socket.Options.AddSubProtocol(protocol);
        }

        await socket.ConnectAsync(new Uri($"ws://{Server.Address.Authority}{path}"), timeout.Token);
        return socket;
    }

    private async Task<string> ReceiveAsync(ClientWebSocket socket)
    {
        var buffer = new byte[16 * 1024];
        var frame = await socket.ReceiveAsync(buffer.AsMemory(), timeout.Token);
        return Encoding.UTF8.GetString(buffer, 0, frame.Count);
    }
}
