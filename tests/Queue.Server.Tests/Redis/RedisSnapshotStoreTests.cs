using Queue.Core.Waitlist;
using Queue.Server.Snapshots;
using StackExchange.Redis;

namespace Queue.Server.Tests.Redis;

/// <summary>Redis keeps the promises of a store, and is not believed when something else put a value under our names.</summary>
public sealed class RedisSnapshotStoreTests(RedisStoreHost host) : IClassFixture<RedisStoreHost>
{
    public static TheoryData<string, string[]> ForeignValues => new()
    {
        { "a text in the place of the hash", ["SET", "ROOM", "hello"] },
        { "a list in the place of the hash", ["RPUSH", "ROOM", "hello"] },
        { "a hash with other fields", ["HMSET", "ROOM", "name", "Ann"] },
        { "a state that is none", ["HSET", "ROOM", "state", "{}"] },
        { "a version with no tag to it", ["HSET", "ROOM", "version", "99.999999"] },
        { "a version that is none", ["HSET", "ROOM", "version", "high"] },
        { "a version that no number holds", ["HSET", "ROOM", "version", "99999999999999999999.99999999999999999999"] },
        { "a tag of another value", ["HSET", "ROOM", "tag", "0000000000000000000000000000000000000000"] },
        { "the form of another program", ["HSET", "ROOM", "format", "2"] },
        { "a code that leads nowhere", ["SET", "CODE", "not an id"] },
        { "a set in the place of the code", ["SADD", "CODE", "hello"] },
    };

    [Fact]
    public async Task What_is_put_comes_back()
    {
        var room = SharedRoom.New("Zoë 🍕 \u0000 \"quoted\"");
        Assert.True(await host.Store.PutAsync(room.At(1, 1)));

        var read = await host.Store.GetAsync(room.Code);
        Assert.Equal(new SnapshotVersion(1, 1), read!.SharedVersion);
        Assert.Equal("Zoë 🍕 \u0000 \"quoted\"", ((WaitlistState)read.State).EventName);
    }

    [Fact]
    public async Task A_code_that_nothing_was_put_for_gives_nothing() => Assert.Null(await host.Store.GetAsync(SharedRoom.New().Code));

    [Theory]
    [InlineData(1, 2, 1, 1, false)]
    [InlineData(1, 10, 1, 9, false)]
    [InlineData(2, 1, 1, 900, false)]
    [InlineData(1, 900, 2, 1, true)]
    [InlineData(1, 9, 1, 10, true)]
    [InlineData(1, 5, 1, 5, true)]
    [InlineData(9, 1, 10, 1, true)]
    [InlineData(1, 4_503_599_627_370_495, 1, 4_503_599_627_370_496, true)]
    public async Task A_snapshot_is_kept_unless_a_newer_one_is_there(int epoch, long version, int nextEpoch, long nextVersion, bool kept)
    {
        var room = SharedRoom.New();
        await host.Store.PutAsync(room.At(epoch, version));

        Assert.Equal(kept, await host.Store.PutAsync(room.At(nextEpoch, nextVersion)));
        Assert.Equal(kept ? new SnapshotVersion(nextEpoch, nextVersion) : new SnapshotVersion(epoch, version), (await host.Store.GetAsync(room.Code))!.SharedVersion);
    }

    [Fact]
    public async Task Whatever_the_order_the_highest_version_stays()
    {
        var room = SharedRoom.New();
        var versions = Enumerable.Range(1, 100).OrderBy(version => version * 37 % 101).ToArray();

        await Task.WhenAll(versions.Select(version => host.Store.PutAsync(room.At(1, version))));
        Assert.Equal(100, (await host.Store.GetAsync(room.Code))!.Version);
    }

    [Fact]
    public async Task A_large_room_comes_back_whole()
    {
        var room = SharedRoom.New(new string('x', 4_000_000));
        await host.Store.PutAsync(room.At(1, 1));

        Assert.Equal(4_000_000, ((WaitlistState)(await host.Store.GetAsync(room.Code))!.State).EventName.Length);
    }

    [Fact]
    public async Task Many_rooms_do_not_disturb_each_other()
    {
        var rooms = Enumerable.Range(0, 200).Select(i => SharedRoom.New($"Room {i}")).ToArray();
        await Task.WhenAll(rooms.Select((room, i) => host.Store.PutAsync(room.At(1, i + 1))));

        for (var i = 0; i < rooms.Length; i++)
        {
            var read = await host.Store.GetAsync(rooms[i].Code);
            Assert.Equal((i + 1, $"Room {i}"), (read!.Version, ((WaitlistState)read.State).EventName));
        }
    }

    [Theory]
    [MemberData(nameof(ForeignValues))]
    public async Task A_value_that_is_not_ours_is_read_as_missing_and_written_over(string what, string[] command)
    {
        var room = SharedRoom.New();
        await host.Store.PutAsync(room.At(1, 5));
        await PlantAsync(room, command);

        Assert.True(await host.Store.GetAsync(room.Code) is null, what);
        Assert.True(await host.Store.PutAsync(room.At(1, 5)), what);
        Assert.Equal(5, (await host.Store.GetAsync(room.Code))!.Version);
    }

    [Fact]
    public async Task Values_that_are_not_ours_are_logged_once_and_without_what_they_hold()
    {
        for (var i = 0; i < 3; i++)
        {
            var room = SharedRoom.New();
            await PlantAsync(room, ["SET", "CODE", room.Id.Value]);
            await PlantAsync(room, ["SET", "ROOM", "planted"]);
            Assert.Null(await host.Store.GetAsync(room.Code));
        }

        Assert.Single(host.Log.Lines, line => line.Contains("not ours", StringComparison.Ordinal));
        Assert.DoesNotContain(host.Log.Lines, line => line.Contains("planted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_kept_answers_of_commands_are_not_shared()
    {
        var room = SharedRoom.New();
        await host.Store.PutAsync(room.At(1, 1));

        var state = (string?)await host.Redis.CommandAsync("HGET", Key(room, "ROOM"), "state");
        Assert.Contains("\"answers\":[]", state, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_snapshot_goes_when_nothing_changes_for_long()
    {
        var room = SharedRoom.New();
        await host.Store.PutAsync(room.At(1, 1));

        foreach (var key in (string[])["ROOM", "CODE"])
        {
            Assert.InRange((long)await host.Redis.CommandAsync("PTTL", Key(room, key)), 1, (long)TimeSpan.FromHours(1).TotalMilliseconds);
        }
    }

    private async Task PlantAsync(SharedRoom room, string[] command)
    {
        var key = Key(room, command[1]);
        if (command[0] is "SET" or "RPUSH" or "SADD" or "HMSET")
        {
            await host.Redis.CommandAsync("DEL", key);
        }

        await host.Redis.CommandAsync(command[0], [key, .. command[2..]]);
    }

    private RedisKey Key(SharedRoom room, string which) =>
        which == "ROOM" ? host.Names.Room(room.Id.Value) : host.Names.Code(room.Code);
}
