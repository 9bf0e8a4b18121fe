using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Chat;

/// <summary>The connection of a follower: rubbish, silence, slowness, and how it ends.</summary>
public sealed class RoomConnectionTests
{
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task R15_Whatever_a_client_says_gets_a_clear_answer_and_disturbs_nobody()
    {
        await using var server = await TestServer.StartAsync();
        var room = await RoomClient.CreateAsync(server.Http);
        using var loud = await room.FollowAsync(server);
        using var quiet = await room.FollowAsync(server);

        foreach (var (said, answer) in new[]
        {
            ("""{"type":"ping"}""", """{"type":"pong"}"""), ("PING", "PONG"), ("ping", "PONG"),
            ("hello", """{"type":"error","error":"invalid_json"}"""), ("{", """{"type":"error","error":"invalid_json"}"""),
            ("[]", """{"type":"error","error":"invalid_message"}"""), ("{}", """{"type":"error","error":"invalid_message"}"""),
            ("""{"type":"message","sender":"Eve","content":"hi"}""", """{"type":"error","error":"invalid_message"}"""),
            ("""{"type":"\ud800"}""", """{"type":"error","error":"invalid_message"}"""),
        })
        {
            await loud.SendAsync(said);
            Assert.Equal(answer, await loud.ReceiveTextAsync());
        }

        await loud.SendAsync("PONG");
        await loud.SendAsync("""{"type":"pong"}""");
        await loud.SendAsync([0xff, 0xfe, 0x00], WebSocketMessageType.Binary);
        Assert.Equal("""{"type":"error","error":"invalid_json"}""", await loud.ReceiveTextAsync());
        await room.SayAsync("hi");
        Assert.Equal(("message", "message"), (await loud.ReceiveKindAsync(), await quiet.ReceiveKindAsync()));
    }

    [Fact]
    public async Task A_message_of_a_megabyte_ends_its_connection_and_no_other()
    {
        await using var server = await TestServer.StartAsync();
        var room = await RoomClient.CreateAsync(server.Http);
        using var loud = await room.FollowAsync(server);
        using var quiet = await room.FollowAsync(server);

        // The server may be gone before all of it is sent.
        var sending = loud.SendAsync(Encoding.UTF8.GetBytes(new string('x', 1024 * 1024)), WebSocketMessageType.Text);
        Assert.Equal((1009, "message too big"), await loud.ReceiveCloseAsync());
        await sending.ContinueWith(static _ => { }, TaskScheduler.Default);

        await room.SayAsync("hi");
        Assert.Equal("message", await quiet.ReceiveKindAsync());
    }

    [Fact]
    public async Task A_follower_that_does_not_read_is_told_to_come_back_and_holds_up_nobody()
    {
        const int Messages = 1600;
        var time = new ManualTime();
        await using var server = await TestServer.StartAsync(time);
        var room = await RoomClient.CreateAsync(server.Http);
        using var asleep = await room.FollowAsync(server);
        using var awake = await room.FollowAsync(server);
        var content = new string('x', 8000);

        // From here on only a frame that is being sent has so long to go.
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, time.CountDueIn(SendTimeout));

        // More than the buffers on the way hold.
        var reading = ReadAsync(awake, Messages);
        await Parallel.ForAsync(0, Messages, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (_, _) => await room.SayAsync(content));
        Assert.Equal(Messages, await reading);
        var stuck = 0;
        await Eventually.TrueAsync("a frame cannot be sent", () => (stuck = time.CountDueIn(SendTimeout) > 0 ? stuck + 1 : 0) == 100);
        time.Advance(TimeSpan.FromSeconds(11));

        var seq = 0;
        string? text;
        while ((text = await asleep.ReceiveTextOrCloseAsync()) is not null)
        {
            Assert.Equal(++seq, (long)JsonNode.Parse(text)!["seq"]!);
        }

        Assert.InRange(seq, 1, Messages - 1);
        Assert.Equal((1013, "too slow"), asleep.Closed);
        using var again = await room.FollowAsync(server, seq);
        Assert.Equal(Messages - seq, await ReadAsync(again, Messages - seq));
    }

    [Fact]
    public async Task R10_A_follower_that_is_gone_without_a_word_is_not_kept()
    {
        // The real times are 30 and 60 seconds.
        await using var server = await TestServer.StartAsync(null, null, [], services => services.PostConfigure<WebSocketOptions>(options =>
            (options.KeepAliveInterval, options.KeepAliveTimeout) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(8))));
        var room = await RoomClient.CreateAsync(server.Http);
        using var there = await room.FollowAsync(server);
        using var gone = await RawConnection.OpenAsync(server.Address);
        var listening = there.ReceiveTextAsync();
        await gone.SendAsync(
            $"GET {room.Path}/ws?token={room.Credential} HTTP/1.1\r\nHost: {server.Address.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        await ConnectedAsync(room, 2);

        Assert.StartsWith("HTTP/1.1 101", await gone.ReadToEndAsync(), StringComparison.Ordinal);

        await ConnectedAsync(room, 1);
        await room.SayAsync("hi");
        Assert.Contains("\"hi\"", await listening, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_room_that_is_deleted_tells_its_followers_not_to_come_back()
    {
        await using var server = await TestServer.StartAsync();
        var room = await RoomClient.CreateAsync(server.Http);
        using var socket = await room.FollowAsync(server);
        await room.SayAsync("hi");
        Assert.Equal("message", await socket.ReceiveKindAsync());

        await room.SendAsync(HttpMethod.Delete, "");

        Assert.Equal($$"""{"type":"room_deleted","room_id":"{{room.Id}}"}""", await socket.ReceiveTextAsync());
        Assert.Equal((4040, "room deleted"), await socket.ReceiveCloseAsync());
    }

    [Fact]
    public async Task Who_may_not_follow_any_more_is_sent_away()
    {
        var time = new ManualTime();
        await using var server = await TestServer.StartAsync(time);
        var room = await RoomClient.CreateAsync(server.Http, "\"publicRead\":true");
        var issued = (await room.IssueAsync("read")).Json;
        using var revoked = await SocketClient.ConnectAsync(server, $"{room.Path}/ws?token={issued["token"]}");
        using var expiring = await (await room.ShareAsync("read", 60)).FollowAsync(server);
        using var anybody = await SocketClient.ConnectAsync(server, $"{room.Path}/ws");
        var other = await room.Owner.AnotherAsync();
        using var keyed = await SocketClient.ConnectAsync(server, $"{room.Path}/ws?token={other.Key}");
        using var owner = await room.FollowAsync(server);

        await room.SendAsync(HttpMethod.Delete, $"/tokens/{issued["id"]}");
        Assert.Equal((1008, "access ended"), await revoked.ReceiveCloseAsync());
        await room.SendAsync(HttpMethod.Patch, "", """{"publicRead":false}""");
        Assert.Equal((1008, "access ended"), await anybody.ReceiveCloseAsync());

        // What ends by itself is noticed by the next beat.
        Assert.Equal("room_updated", await expiring.ReceiveKindAsync());
        Assert.Equal("room_updated", await keyed.ReceiveKindAsync());
        await room.Owner.DeleteAsync($"/api/keys/{other.Prefix}");
        time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal((1008, "access ended"), await expiring.ReceiveCloseAsync());
        Assert.Equal((1008, "access ended"), await keyed.ReceiveCloseAsync());

        await room.SayAsync("hi");
        Assert.Equal("room_updated", await owner.ReceiveKindAsync());
        Assert.Equal("message", await owner.ReceiveKindAsync());
    }

    private static async Task<int> ReadAsync(SocketClient socket, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await socket.ReceiveTextAsync();
        }

        return count;
    }

    private static Task ConnectedAsync(RoomClient room, int count) => Eventually.TrueAsync(
        $"{count} are connected", async () => (int?)(await room.GetAsync()).Json["connected"] == count);
}
