using System.Globalization;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Redis;

/// <summary>
/// Whatever happens to Redis: no command fails, no poll fails, nobody is shown a lower version (I6, I14, S2), and afterwards Redis holds
/// what the writer has.
/// </summary>
public sealed class RedisOutageTests(RedisProcess redis) : IClassFixture<RedisProcess>
{
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(
        int.Parse(Environment.GetEnvironmentVariable("QUEUE_TEST_OUTAGE_SECONDS") ?? "5", CultureInfo.InvariantCulture));

    [Fact]
    public Task I14_Killed_and_started_again_empty() => UnderLoadAsync(async load =>
    {
        await redis.KillAsync();
        await PassAsync(load);
        await redis.StartAsync();
    });

    [Fact]
    public Task I14_Stuck_and_going_on() => UnderLoadAsync(async load =>
    {
        redis.Pause();
        try
        {
            await PassAsync(load);
        }
        finally
        {
            redis.Resume();
        }
    });

    [Fact]
    public Task I6_Emptied_again_and_again() => UnderLoadAsync(async load =>
    {
        for (var i = 0; i < 5; i++)
        {
            await redis.FlushAsync();
            await load.MoreChangesAsync(10);
        }
    });

    [Fact]
    public Task I6_Set_back_to_an_old_file() => UnderLoadAsync(async load =>
    {
        await redis.SaveAsync();
        await load.MoreChangesAsync(20);
        await redis.KillAsync();
        await PassAsync(load);
        await redis.StartAsync();
        redis.Forget();
    });

    private static async Task PassAsync(RedisLoad load)
    {
        await Task.Delay(Outage, TimeProvider.System);
        await load.MoreChangesAsync(10);
    }

    private async Task UnderLoadAsync(Func<RedisLoad, Task> trouble)
    {
        await using var pair = await RedisPair.StartAsync(redis);
        await using var load = await RedisLoad.StartAsync(pair);
        await load.MoreChangesAsync(20);

        await trouble(load);

        await load.MoreChangesAsync(20);
        await load.StopAsync();
        foreach (var queue in load.Queues)
        {
            await ExpectHealedAsync(pair, queue);
        }

        await RedisPair.ReadyAsync(pair.Writer);
        await RedisPair.ReadyAsync(pair.Reader);
    }

    private async Task ExpectHealedAsync(RedisPair pair, WaitlistClient queue)
    {
        var truth = await queue.HostSnapshotAsync();
        var version = truth.Header("Queue-Version");
        var key = $"{pair.Prefix}room:{queue.SessionId}";
        await Eventually.TrueAsync(
            "Redis has what the writer has",
            async () => (string?)await redis.CommandAsync("HGET", key, "version") == version,
            TimeSpan.FromSeconds(60));
        await Eventually.TrueAsync(
            "the reader shows what the writer shows",
            async () => (await pair.Reader.Http.ReadAsync($"{queue.Path}/snapshot", ("x-host-auth", queue.HostToken))).Text == truth.Text,
            TimeSpan.FromSeconds(60));
    }
}
