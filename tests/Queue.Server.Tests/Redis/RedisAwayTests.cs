using System.Net;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Redis;

/// <summary>A Redis that is not there when a server starts, that has an old file, or that two writers use.</summary>
public sealed class RedisAwayTests(RedisProcess redis) : IClassFixture<RedisProcess>
{
    private const string Password = "hush-hush-7f3a";

    [Fact]
    public async Task S2_A_writer_starts_without_Redis_and_shares_what_happened_when_Redis_comes()
    {
        await redis.KillAsync();
        var prefix = RedisPair.NewPrefix();
        await using var writer = await TestServer.StartAsync(redis.Settings(prefix));
        await RedisPair.StateAsync(writer, "degraded");
        var queue = await WaitlistClient.CreateAsync(writer.Http);
        await queue.JoinAsync("Ann");
        Assert.Equal(HttpStatusCode.OK, (await writer.Http.ReadAsync("/health/ready")).Status);

        await redis.StartAsync();
        await using var reader = await RedisPair.StartReaderAsync(redis.Settings(prefix));
        Assert.Equal("1.2", (await reader.Http.ReadAsync(queue.Path)).Header("Queue-Version"));
    }

    [Fact]
    public async Task A_reader_without_Redis_asks_to_try_again_and_never_says_that_there_is_no_queue()
    {
        await redis.KillAsync();
        await using (var reader = await TestServer.StartAsync([.. redis.Settings(RedisPair.NewPrefix()), .. RedisPair.ReaderSettings(null)]))
        {
            await ExpectUnavailableAsync(reader, "/api/queue/BCDFGH/snapshot");
        }

        await redis.StartAsync();
    }

    [Fact]
    public async Task I6_A_reader_that_knows_nothing_does_not_believe_an_old_file()
    {
        await using var pair = await RedisPair.StartAsync(redis);
        var queue = await WaitlistClient.CreateAsync(pair.Writer.Http);
        await pair.Reader.Http.ReadAsync(queue.Path);
        await redis.SaveAsync();
        await queue.JoinAsync("Ann");
        await redis.KillAsync();
        await redis.StartAsync();

        await using (var fresh = await RedisPair.StartReaderAsync(pair.Settings))
        {
            Assert.Equal("1.2", (await fresh.Http.ReadAsync(queue.Path)).Header("Queue-Version"));
        }

        await pair.Writer.StopAsync();
        await redis.KillAsync();
        await redis.StartAsync();
        redis.Forget();
        await using var alone = await TestServer.StartAsync([.. pair.Settings, .. RedisPair.ReaderSettings(null)]);
        await Eventually.TrueAsync("the reader has Redis", async () =>
            (string?)(await alone.Http.ReadAsync("/health/ready")).Json["dependencies"]!["redis"] == "ok");
        await ExpectUnavailableAsync(alone, queue.Path);
    }

    [Fact]
    public async Task A_reader_goes_on_without_its_writer_and_says_so()
    {
        await using var pair = await RedisPair.StartAsync(redis);
        var queue = await WaitlistClient.CreateAsync(pair.Writer.Http);
        await queue.JoinAsync("Ann");
        await Eventually.TrueAsync("the reader is up to date", async () => (await pair.Reader.Http.ReadAsync(queue.Path)).Header("Queue-Version") == "1.2");
        await pair.Writer.StopAsync();

        await RedisPair.StateAsync(pair.Reader, "degraded");
        Assert.Equal("1.2", (await pair.Reader.Http.ReadAsync(queue.Path)).Header("Queue-Version"));

        // Whether somebody is in the queue, only the writer can tell for sure.
        await ExpectUnavailableAsync(pair.Reader, $"{queue.Path}/snapshot?partyId={Guid.NewGuid()}");
    }

    [Fact]
    public async Task Two_writers_under_the_same_names_are_noticed()
    {
        await using var pair = await RedisPair.StartAsync(redis);
        await using var other = await TestServer.StartAsync(pair.Settings);

        await Eventually.TrueAsync("both say so", () =>
            pair.Writer.Log.Lines.Any(IsAboutWriters) && other.Log.Lines.Any(IsAboutWriters));
    }

    [Fact]
    public async Task The_password_of_Redis_is_in_no_line_of_the_log_and_in_no_answer()
    {
        // This Redis has no password, so the one given is refused.
        await using var writer = await TestServer.StartAsync(
            "--ConnectionStrings:Redis", $"{redis.ConnectionString},password={Password}");
        await Eventually.TrueAsync("Redis was tried", () => writer.Log.Lines.Any(line => line.Contains("Redis", StringComparison.Ordinal)));

        Assert.DoesNotContain(writer.Log.Lines, line => line.Contains(Password, StringComparison.Ordinal));
        foreach (var path in (string[])["/health/ready", "/metrics"])
        {
            Assert.DoesNotContain(Password, (await writer.Http.ReadAsync(path)).Text, StringComparison.Ordinal);
        }
    }

    private static bool IsAboutWriters(string line) => line.Contains("Another writer uses the same Redis", StringComparison.Ordinal);

    private static async Task ExpectUnavailableAsync(TestServer reader, string path)
    {
        var answer = await reader.Http.ReadAsync(path);
        Assert.Equal((503, "unavailable"), ((int)answer.Status, answer.Code));
        Assert.NotNull(answer.Header("Retry-After"));
    }
}
