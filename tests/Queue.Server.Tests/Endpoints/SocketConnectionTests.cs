using System.Net.WebSockets;
using System.Text;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Endpoints;

/// <summary>The connection itself: keep-alives, rubbish, ends and refusals.</summary>
public sealed class SocketConnectionTests
{
    [Fact]
    public async Task A_ping_is_answered_by_exactly_a_pong()
    {
        await using var open = await OpenAsync();
        await open.Socket.SendAsync("""{"type":"ping"}""");

        Assert.Equal("""{"type":"pong"}""", await open.Socket.ReceiveTextAsync());
    }

    [Fact]
    public async Task The_server_pings_every_30_seconds()
    {
        await using var open = await OpenAsync();
        for (var i = 0; i < 3; i++)
        {
            await open.AdvanceWaitingAsync(30);
            Assert.Equal("""{"type":"ping"}""", await open.Socket.ReceiveTextAsync());
        }
    }

    [Fact]
    public async Task The_server_also_pings_when_the_queue_changes_but_not_this_view()
    {
        await using var open = await OpenAsync(guest: true);
        await open.AdvanceWaitingAsync(30, 20);
        await open.Queue.PartyAsync("declare-nearby", open.Party);
        open.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("""{"type":"ping"}""", await open.Socket.ReceiveTextAsync());
    }

    [Theory]
    [InlineData("PING")]
    [InlineData("ping")]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"type\":\"pong\"}")]
    [InlineData("{\"type\":\"advance\"}")]
    [InlineData("{\"type\":")]
    [InlineData("[[[[[[[[")]
    [InlineData("\u0000\ufeff💩")]
    public async Task Everything_else_is_ignored(string rubbish)
    {
        await using var open = await OpenAsync();
        var before = await open.Queue.HostSnapshotAsync();

        await open.Socket.SendAsync(rubbish);
        await open.Socket.SendAsync(Encoding.UTF8.GetBytes(rubbish), WebSocketMessageType.Binary);
        await open.Socket.SendAsync("""{"type":"ping"}""");
        Assert.Equal("""{"type":"pong"}""", await open.Socket.ReceiveTextAsync());
        Assert.Equal(before.Text, (await open.Queue.HostSnapshotAsync()).Text);
    }

    [Fact]
    public async Task A_ping_in_pieces_is_a_ping()
    {
        await using var open = await OpenAsync();
        await open.Socket.SendAsync("{\"type\":"u8.ToArray(), WebSocketMessageType.Text, end: false);
        await open.Socket.SendAsync([], WebSocketMessageType.Text, end: false);
        await open.Socket.SendAsync("\"ping\"}"u8.ToArray(), WebSocketMessageType.Text);

        Assert.Equal("""{"type":"pong"}""", await open.Socket.ReceiveTextAsync());
    }

    [Fact]
    public async Task A_thousand_pings_get_a_thousand_pongs()
    {
        await using var open = await OpenAsync();
        for (var i = 0; i < 1000; i++)
        {
            await open.Socket.SendAsync("""{"type":"ping"}""");
        }

        for (var i = 0; i < 1000; i++)
        {
            Assert.Equal("""{"type":"pong"}""", await open.Socket.ReceiveTextAsync());
        }
    }

    [Theory]
    [InlineData(16 * 1024, false)]
    [InlineData((16 * 1024) + 1, true)]
    [InlineData(60_000, true)]
    public async Task A_message_larger_than_16_KiB_ends_the_connection(int length, bool tooBig)
    {
        await using var open = await OpenAsync();
        await open.Socket.SendAsync(new string('x', length));
        if (tooBig)
        {
            Assert.Equal((1009, "message too big"), await open.Socket.ReceiveCloseAsync());
            return;
        }

        await open.Socket.SendAsync("""{"type":"ping"}""");
        Assert.Equal("""{"type":"pong"}""", await open.Socket.ReceiveTextAsync());
    }

    [Fact]
    public async Task A_client_that_closes_gets_its_close_answered()
    {
        await using var open = await OpenAsync();

        Assert.Equal(1000, await open.Socket.CloseAsync());
    }

    [Fact]
    public async Task A_stop_closes_with_1012_so_that_clients_come_back()
    {
        await using var open = await OpenAsync();
        var closing = open.Socket.ReceiveCloseAsync();
        var stopping = open.Server.StopAsync();

        Assert.Equal((1012, "restart"), await closing);
        await open.Socket.CloseAsync();
        await stopping;
    }

    [Fact]
    public async Task A_stop_does_not_wait_for_a_client_that_does_not_answer()
    {
        await using var open = await OpenAsync();

        var stopping = open.Server.StopAsync();
        Assert.Equal((1012, "restart"), await open.Socket.ReceiveCloseAsync());

        await Eventually.TrueAsync("the server has stopped", () =>
        {
            open.Time.Advance(TimeSpan.FromSeconds(1));
            return stopping.IsCompleted;
        });
    }

    [Fact]
    public async Task One_more_socket_than_an_address_may_have_is_refused_and_a_free_place_is_given_again()
    {
        await using var open = await OpenAsync(settings: ["--Queue:Limits:ConnectionsPerAddress", "2"]);
        using (await SocketClient.HostAsync(open.Server, open.Queue))
        {
            var refused = await UpgradeAsync(open.Server, $"{open.Queue.Path}/connect?hostToken={open.Queue.HostToken}");
            Expect.Problem(429, "too_many_connections", "Too many open connections from this address", refused);
            Assert.Equal("30", refused.Header("Retry-After"));
        }

        await Eventually.TrueAsync("the place is free", async () =>
        {
            try
            {
                using var again = await SocketClient.HostAsync(open.Server, open.Queue);
                return await again.ReceiveKindAsync() is "queue_update";
            }
            catch (WebSocketException)
            {
                return false;
            }
        });
    }

    [Theory]
    [InlineData("CODE/connect", null, 401, "unauthorized", "Unauthorized")]
    [InlineData("CODE/connect?partyId=", null, 401, "unauthorized", "Unauthorized")]
    [InlineData("CODE/connect?hostToken=bad", null, 401, "unauthorized", "Unauthorized")]
    [InlineData("CODE/connect?partyId=x", null, 404, "party_not_found", "Party not found")]
    [InlineData("CODE/connect?partyId=0b6f2a53-4a0c-4d0a-9a53-0f6f3a1a2b3c", null, 404, "party_not_found", "Party not found")]
    [InlineData("NOSUCH/connect?partyId=x", null, 404, "session_not_found", "Session not found")]
    [InlineData("CODE/Connect", null, 404, "not_found", "Not found")]
    [InlineData("CODE/connect?hostToken=TOKEN", "https://evil.example", 403, "origin_not_allowed", "Origin not allowed")]
    [InlineData("CODE/connect?hostToken=TOKEN", "null", 403, "origin_not_allowed", "Origin not allowed")]
    public async Task A_refused_upgrade_is_answered_in_JSON(string path, string? origin, int status, string code, string error)
    {
        await using var open = await OpenAsync();
        path = path.Replace("CODE", open.Queue.Code, StringComparison.Ordinal).Replace("TOKEN", open.Queue.HostToken, StringComparison.Ordinal);

        var refused = await UpgradeAsync(open.Server, "/api/queue/" + path, origin is null ? [] : [("Origin", origin)]);
        Expect.Problem(status, code, error, refused);
    }

    private static Task<OpenSocket> OpenAsync(bool guest = false, params string[] settings) => OpenSocket.StartAsync(guest, settings);

    private static Task<Answer> UpgradeAsync(TestServer server, string path, params (string, string)[] headers) => server.Http.ReadAsync(
        path,
        [
            ("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13"),
            ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="), .. headers,
        ]);

    private sealed class OpenSocket(ManualTime time, TestServer server, WaitlistClient queue, string party, SocketClient socket) : IAsyncDisposable
    {
        public ManualTime Time => time;

        public TestServer Server => server;

        public WaitlistClient Queue => queue;

        /// <summary>Waits behind the guest of the socket, if it is one.</summary>
        public string Party => party;

        public SocketClient Socket => socket;

        public static async Task<OpenSocket> StartAsync(bool guest, string[] settings)
        {
            var time = new ManualTime();
            var server = await TestServer.StartAsync(time, settings);
            var queue = await WaitlistClient.CreateAsync(server.Http);
            var (first, party) = (await queue.JoinAsync("Ann"), await queue.JoinAsync("Bo"));
            var socket = guest ? await SocketClient.GuestAsync(server, queue, first) : await SocketClient.HostAsync(server, queue);
            await socket.ReceiveTextAsync();
            return new OpenSocket(time, server, queue, party, socket);
        }

        /// <summary>Moves the clock once the server is known to wait <paramref name="seconds"/>.</summary>
        public async Task AdvanceWaitingAsync(int seconds, int? by = null)
        {
            await Eventually.TrueAsync("the socket is quiet", () => time.CountDueIn(TimeSpan.FromSeconds(seconds)) > 0);
            time.Advance(TimeSpan.FromSeconds(by ?? seconds));
        }

        public async ValueTask DisposeAsync()
        {
            socket.Dispose();
            await server.DisposeAsync();
        }
    }
}
