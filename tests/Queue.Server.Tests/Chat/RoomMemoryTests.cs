using Queue.Server.Tests.Fixtures;
using Queue.Server.Tests.Rooms;

namespace Queue.Server.Tests.Chat;

/// <summary>What a room keeps, and rooms that leave memory and come back.</summary>
public sealed class RoomMemoryTests
{
    private static readonly string[] EvictSoon = ["--Queue:Rooms:EvictAfter", "00:00:10"];

    [Fact]
    public async Task A_room_that_keeps_ten_forgets_older_ones_and_says_so_to_who_asks_for_them()
    {
        await using var server = await TestServer.StartAsync(new ManualTime());
        var room = await RoomClient.CreateAsync(server.Http, "\"keepMessages\":10");
        using var socket = await room.FollowAsync(server);
        await room.SayManyAsync(27);

        // Forgotten in steps: with the 27th the first 17 went.
        Assert.Equal(Enumerable.Range(18, 10).Select(seq => (long)seq), await room.SeqsAsync());
        Assert.Equal(Enumerable.Range(18, 10).Select(seq => (long)seq), await room.SeqsAsync("?after_seq=17"));
        var gone = await room.GetAsync("/messages?after_seq=16");
        Expect.Problem(410, "resync", "This cursor does not continue in this room; read the room anew", gone);
        Assert.Equal((18, 27), ((long)gone.Json["firstSeq"]!, (long)gone.Json["lastSeq"]!));
        Assert.Equal(18, (long)(await room.GetAsync("/snapshot")).Json["items"]![0]!["seq"]!);
        for (var seq = 1; seq <= 27; seq++)
        {
            Assert.Equal(seq, (long)(await socket.ReceiveAsJsonAsync())["seq"]!);
        }
    }

    [Fact]
    public async Task A_room_that_keeps_two_days_forgets_the_third_at_midnight_also_while_it_sleeps()
    {
        var time = new ManualTime();
        await using var server = await TestServer.StartAsync(time, EvictSoon);
        var room = await RoomClient.CreateAsync(server.Http, "\"keepDays\":2");
        await room.SayAsync("friday");
        time.Shift(TimeSpan.FromDays(1));
        await room.SayAsync("saturday");
        time.Shift(TimeSpan.FromHours(29) + TimeSpan.FromMinutes(58));
        Assert.Equal([1, 2], await room.SeqsAsync());
        await SleepAsync(server, time);

        // Reading forgets nothing: the deadline itself wakes the room.
        await Eventually.TrueAsync("friday is forgotten", async () =>
        {
            time.Advance(TimeSpan.FromSeconds(5));
            return (await room.SeqsAsync()).SequenceEqual([2]);
        });
        Assert.InRange(time.GetUtcNow(), new DateTimeOffset(2026, 3, 9, 0, 0, 0, TimeSpan.Zero), DateTimeOffset.MaxValue);
        Assert.Equal(410, (int)(await room.GetAsync("/messages?after_seq=0")).Status);
    }

    [Fact]
    public async Task Shorter_keeping_takes_effect_at_once()
    {
        await using var server = await TestServer.StartAsync(new ManualTime());
        var room = await RoomClient.CreateAsync(server.Http);
        await room.SayManyAsync(40);

        await room.SendAsync(HttpMethod.Patch, "", """{"keepMessages":5}""");

        Assert.Equal([37, 38, 39, 40, 41], await room.SeqsAsync());
        Assert.Equal(42, await room.SayAsync("on"));
    }

    [Fact]
    public async Task A_room_asleep_is_woken_by_a_post_and_by_a_follower()
    {
        var time = new ManualTime();
        await using var server = await TestServer.StartAsync(time, EvictSoon);
        var room = await RoomClient.CreateAsync(server.Http);
        await room.SayManyAsync(3);
        await SleepAsync(server, time);

        Assert.Equal(4, await room.SayAsync("good morning"));
        await SleepAsync(server, time);
        using var socket = await room.FollowAsync(server, afterSeq: 1);

        foreach (var seq in new[] { 2, 3, 4 })
        {
            Assert.Equal(seq, (long)(await socket.ReceiveAsJsonAsync())["seq"]!);
        }

        Assert.Equal(4, (await room.GetAsync("/snapshot")).Json["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_room_that_is_followed_stays_awake()
    {
        var time = new ManualTime();
        await using var server = await TestServer.StartAsync(time, EvictSoon);
        var room = await RoomClient.CreateAsync(server.Http);
        using var socket = await room.FollowAsync(server);
        for (var i = 0; i < 10; i++)
        {
            time.Advance(TimeSpan.FromSeconds(10));
        }

        await room.SayAsync("still there?");

        Assert.Equal(1, (long)(await socket.ReceiveAsJsonAsync())["seq"]!);
        Assert.Equal(1, await server.MetricAsync("queue_room_loaded"));
    }

    private static Task SleepAsync(TestServer server, ManualTime time) => Eventually.TrueAsync("the room has left memory", async () =>
    {
        time.Advance(TimeSpan.FromSeconds(5));
        return await server.MetricAsync("queue_room_loaded") == 0;
    });
}
