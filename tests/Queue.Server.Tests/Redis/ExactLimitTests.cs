using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Redis;

/// <summary>J14: an allowance that two servers share is exact, however many ask at once.</summary>
public sealed class ExactLimitTests(RedisProcess redis) : IClassFixture<RedisProcess>
{
    [Fact]
    public async Task J14_Of_a_hundred_at_once_at_two_servers_exactly_the_allowance_passes()
    {
        // One a minute: a machine that takes half a minute for the crowd still gives nothing back meanwhile.
        string[] limits =
        [
            "--Queue:Limits:Enabled", "true", "--Queue:Limits:KeysPerMinute", "1", "--Queue:Redis:LimitWaitMilliseconds", "10000",
            .. redis.Settings(RedisPair.NewPrefix()),
        ];
        await using var one = await TestServer.StartAsync(limits);
        await using var two = await TestServer.StartAsync(limits);
        await RedisPair.StateAsync(one, "ok");
        await RedisPair.StateAsync(two, "ok");

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => (i % 2 == 0 ? one : two).Http.PostAsync("/api/keys", "")));

        Assert.Equal([201, .. Enumerable.Repeat(429, 99)], answers.Select(answer => (int)answer.Status).Order());
    }
}
