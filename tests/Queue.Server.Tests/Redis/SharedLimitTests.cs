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

    private static async Task<HttpStatusCode> GuessAsync(TestServer server)
    {
        var answer = await server.Http.ReadAsync("/api/queue/BCDFGH/snapshot");
        Assert.Equal(answer.Status == HttpStatusCode.TooManyRequests, answer.Header("Retry-After") is not null);
        return answer.Status;
    }
}
