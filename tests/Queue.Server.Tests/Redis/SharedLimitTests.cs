using System.Net;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Redis;

/// <summary>Allowances are shared while Redis is there, and each server's own while it is not.</summary>
public sealed class SharedLimitTests(RedisProcess redis) : IClassFixture<RedisProcess>
{
    // A long wait, so that a slow machine is not taken for a slow Redis.
    private static readonly string[] Limits =
        ["--Queue:Limits:Enabled", "true", "--Queue:Limits:CodeMissesPerMinute", "4", "--Queue:Redis:LimitWaitMilliseconds", "10000"];

    [Fact]
    public async Task R11_What_was_used_up_at_one_server_is_used_up_at_the_other()
    {
        await using var pair = await RedisPair.StartAsync(redis, Limits);

        foreach (var server in (TestServer[])[pair.Writer, pair.Reader, pair.Writer, pair.Reader])
        {
            Assert.Equal(HttpStatusCode.NotFound, await GuessAsync(server));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, await GuessAsync(pair.Writer));
        Assert.Equal(HttpStatusCode.TooManyRequests, await GuessAsync(pair.Reader));
    }

    [Fact]
    public async Task R11_Messages_are_counted_where_a_restart_forgives_nothing()
    {
        var folder = TestServer.NewFolder();
        string[] settings = [.. redis.Settings(RedisPair.NewPrefix()), .. Limits, "--Queue:Limits:AnonymousMessagesPerMinute", "1", "--Queue:Limits:MessagesPerMinute", "1"];
        RoomClient room, writer;
        await using (var server = await TestServer.StartAsync(null, folder, settings))
        {
            await RedisPair.ReadyAsync(server);
            room = await RoomClient.CreateAsync(server.Http, "\"anonymousWrite\":true");
            writer = await room.ShareAsync("write");
            Assert.Equal((201, 201), (await SayAsync(server, room, null), await SayAsync(server, room, writer)));
        }

        await using (var server = await TestServer.StartAsync(null, folder, settings))
        {
            await RedisPair.ReadyAsync(server);
            Assert.Equal((429, 429, 201), (await SayAsync(server, room, null), await SayAsync(server, room, writer), await SayAsync(server, room, room)));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task While_Redis_is_away_every_server_counts_by_itself()
    {
        await using var pair = await RedisPair.StartAsync(redis, Limits);
        await redis.KillAsync();
        try
        {
            await RedisPair.StateAsync(pair.Writer, "degraded");
            for (var i = 0; i < 4; i++)
            {
                Assert.Equal(HttpStatusCode.NotFound, await GuessAsync(pair.Writer));
            }

            Assert.Equal(HttpStatusCode.TooManyRequests, await GuessAsync(pair.Writer));
        }
        finally
        {
            await redis.StartAsync();
        }
    }

    private static async Task<int> SayAsync(TestServer server, RoomClient room, RoomClient? speaker)
    {
        (string, string)[] credential = speaker is null ? [] : [("Authorization", $"Bearer {speaker.Credential}")];
        var answer = await server.Http.PostAsync($"{room.Path}/messages", """{"sender":"Ann","content":"hi"}""", credential);
        return (int)answer.Status;
    }

    private static async Task<HttpStatusCode> GuessAsync(TestServer server)
    {
        var answer = await server.Http.ReadAsync("/api/queue/BCDFGH/snapshot");
        Assert.Equal(answer.Status == HttpStatusCode.TooManyRequests, answer.Header("Retry-After") is not null);
        return answer.Status;
    }
}
