using System.Globalization;
using System.Text.Json.Nodes;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Chat;

/// <summary>Following a room: what comes, in which order, and from where.</summary>
public sealed class RoomSocketTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private HttpClient Http => shared.Http;

    [Fact]
    public async Task R1_What_was_said_while_a_follower_was_away_comes_first_when_it_is_back()
    {
        var room = await RoomClient.CreateAsync(Http);
        using (var socket = await room.FollowAsync(shared.Server))
        {
            await room.SayAsync("one");
            Assert.Equal(1, await SeqAsync(socket));
            await socket.CloseAsync();
        }

        await room.SayManyAsync(3);
        using var again = await room.FollowAsync(shared.Server, afterSeq: 1);
        await room.SayAsync("live");

        Assert.Equal([2, 3, 4, 5], await SeqsAsync(again, 4));
    }

    [Fact]
    public async Task R2_Nothing_new_comes_before_what_was_missed()
    {
        var room = await RoomClient.CreateAsync(Http);
        await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => room.SayAsync("before")));
        var saying = Task.WhenAll(Enumerable.Range(0, 300).Select(_ => room.SayAsync("meanwhile")));

        using var socket = await room.FollowAsync(shared.Server, afterSeq: 0);

        Assert.Equal(Enumerable.Range(1, 600).Select(seq => (long)seq), await SeqsAsync(socket, 600));
        await saying;
    }

    [Theory]
    [InlineData("after_seq=4")]
    [InlineData("since_seq=9223372036854775807")]
    public async Task R3_A_cursor_that_is_not_of_this_room_is_told_to_start_anew(string cursor)
    {
        var room = await RoomClient.CreateAsync(Http);
        await room.SayManyAsync(3);

        var answer = await UpgradeAsync(room, cursor);

        Expect.Problem(410, "resync", "This cursor does not continue in this room; read the room anew", answer);
        Assert.Equal((1, 3), ((long)answer.Json["firstSeq"]!, (long)answer.Json["lastSeq"]!));
        Expect.FieldProblem("after_seq", "after_seq must be a whole number", await UpgradeAsync(room, "after_seq=x"));
    }

    [Fact]
    public async Task R4_Nothing_falls_between_reading_the_room_and_following_it()
    {
        var room = await RoomClient.CreateAsync(Http);
        await room.SayAsync("read");
        var read = await room.GetAsync("/messages");
        await room.SayAsync("in between");

        using var socket = await room.FollowAsync(shared.Server, long.Parse(read.Header("Queue-Last-Seq")!, CultureInfo.InvariantCulture));

        Assert.Equal("in between", (string?)(await socket.ReceiveAsJsonAsync())["content"]);
    }

    [Fact]
    public async Task R4_Who_comes_without_a_cursor_is_told_from_where_it_follows()
    {
        var room = await RoomClient.CreateAsync(Http);
        await room.SayManyAsync(2);

        using var socket = await room.FollowAsync(shared.Server);
        await room.SayAsync("new");

        Assert.Equal(("2", 3), (socket.Header("Queue-Last-Seq"), await SeqAsync(socket)));
    }

    [Fact]
    public async Task R5_Events_and_changes_have_numbers_and_are_not_missed_either()
    {
        var room = await RoomClient.CreateAsync(Http);
        await room.SayAsync("one");
        await room.PostAsync("""{"type":"decided","data":{"by":"Ann"}}""");
        await room.SendAsync(HttpMethod.Patch, "", """{"name":"Kitchen"}""");

        using var socket = await room.FollowAsync(shared.Server, afterSeq: 1);

        var (first, second) = (await socket.ReceiveAsJsonAsync(), await socket.ReceiveAsJsonAsync());
        Assert.Equal(("event", 2, "Ann"), ((string?)first["type"], (long)first["seq"]!, (string?)first["data"]!["by"]));
        Assert.Equal(("room_updated", 3, "Kitchen"), ((string?)second["type"], (long)second["seq"]!, (string?)second["name"]));
    }

    [Fact]
    public async Task R6_An_item_has_the_same_bytes_on_every_way()
    {
        var room = await RoomClient.CreateAsync(Http);
        using var socket = await room.FollowAsync(shared.Server);
        string[] posted =
        [
            (await room.PostAsync("""{"sender":"Ann","content":"Grüße <b>","sender_type":"agent","color":"red"}""")).Text,
            (await room.PostAsync("""{"type":"e","data":[ 1.50, {"a":"\u00e9"} ]}""")).Text,
        ];

        Assert.Equal(posted, await TextsAsync(socket, 2));
        Assert.Equal($"[{string.Join(',', posted)}]", (await room.GetAsync("/messages")).Text);
        Assert.Contains($"[{string.Join(',', posted)}]", (await room.GetAsync("/snapshot")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task R7_Fifty_who_speak_at_once_are_heard_by_two_hundred_in_one_order()
    {
        var room = await RoomClient.CreateAsync(Http);
        var followers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => room.FollowAsync(shared.Server)));
        var heard = followers.Select(socket => TextsAsync(socket, 50)).ToList();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => room.SayAsync($"{i}")));

        var first = await heard[0];
        Assert.Equal(Enumerable.Range(1, 50).Select(seq => (long)seq), first.Select(text => (long)JsonNode.Parse(text)!["seq"]!));
        foreach (var other in heard)
        {
            Assert.Equal(first, await other);
        }

        Array.ForEach(followers, socket => socket.Dispose());
    }

    [Fact]
    public async Task R9_A_server_that_stops_says_come_back()
    {
        await using var server = await TestServer.StartAsync();
        var room = await RoomClient.CreateAsync(server.Http);
        using var socket = await room.FollowAsync(server);

        var stopping = server.StopAsync();

        Assert.Equal((1012, "restart"), await socket.ReceiveCloseAsync());
        await socket.CloseAsync();
        await stopping;
    }

    [Fact]
    public async Task R14_Who_follows_is_counted_as_long_as_they_do()
    {
        var time = new ManualTime();
        await using var server = await TestServer.StartAsync(time);
        var room = await RoomClient.CreateAsync(server.Http);
        var other = await RoomClient.CreateAsync(server.Http, owner: room.Owner);
        var followers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => (i % 2 == 0 ? room : other).FollowAsync(server)));

        // Longer than anything that somebody could have to renew.
        await ConnectedAsync(room, 5);
        time.Advance(TimeSpan.FromMinutes(15));
        await ConnectedAsync(room, 5);
        var list = (await room.Owner.GetAsync("/api/rooms")).Json.AsArray();
        Assert.Equal([5, 5], list.Select(listed => (int)listed!["connected"]!));

        await followers[0].CloseAsync();
        followers[2].Dispose();
        await ConnectedAsync(room, 3);
        await ConnectedAsync(other, 5);
        Array.ForEach(followers, socket => socket.Dispose());
    }

    [Fact]
    public async Task A_token_or_an_open_room_is_enough_to_follow()
    {
        var room = await RoomClient.CreateAsync(Http, "\"publicRead\":true");
        using var reader = await (await room.ShareAsync("read")).FollowAsync(shared.Server);
        using var anybody = await SocketClient.ConnectAsync(shared.Server, $"{room.Path}/ws");

        await room.SayAsync("hi");

        Assert.Equal((1, 1), (await SeqAsync(reader), await SeqAsync(anybody)));
    }

    [Fact]
    public async Task A_refused_upgrade_is_answered_in_JSON()
    {
        var (room, foreign) = (await RoomClient.CreateAsync(Http), await KeyClient.CreateAsync(Http));

        Expect.Problem(426, "upgrade_required", "expected WebSocket upgrade", await room.GetAsync("/ws"));
        Expect.Problem(401, "unauthorized", "Missing API key", await UpgradeAsync($"{room.Path}/ws"));
        Expect.Problem(401, "unauthorized", "Invalid API key", await UpgradeAsync($"{room.Path}/ws?token=que_wrong"));
        Expect.Problem(401, "unauthorized", "Unauthorized", await UpgradeAsync($"{room.Path}/ws?token=wrong"));
        Expect.Problem(404, "room_not_found", "room not found", await UpgradeAsync($"{room.Path}/ws?token={foreign.Key}"));
    }

    private static async Task<long> SeqAsync(SocketClient socket) => (long)(await socket.ReceiveAsJsonAsync())["seq"]!;

    private static async Task<IEnumerable<long>> SeqsAsync(SocketClient socket, int count) =>
        (await TextsAsync(socket, count)).Select(text => (long)JsonNode.Parse(text)!["seq"]!).ToList();

    private static async Task<List<string>> TextsAsync(SocketClient socket, int count)
    {
        var texts = new List<string>();
        while (texts.Count < count)
        {
            texts.Add(await socket.ReceiveTextAsync());
        }

        return texts;
    }

    private static Task ConnectedAsync(RoomClient room, int count) => Eventually.TrueAsync(
        $"{count} are connected", async () => (int?)(await room.GetAsync()).Json["connected"] == count);

    private Task<Answer> UpgradeAsync(RoomClient room, string query) => UpgradeAsync($"{room.Path}/ws?token={room.Credential}&{query}");

    // A handshake as plain HTTP, so that the refusal can be read.
    private Task<Answer> UpgradeAsync(string path) => Http.ReadAsync(
        path,
        ("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13"), ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="));
}
