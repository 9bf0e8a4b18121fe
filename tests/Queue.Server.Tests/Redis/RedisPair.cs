using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Redis;

/// <summary>A writer and a reader on one Redis, with keys of their own. The reader has the writer's keys and nothing else of it.</summary>
internal sealed class RedisPair : IAsyncDisposable
{
    private RedisPair(TestServer writer, TestServer reader, string[] settings) => (Writer, Reader, Settings) = (writer, reader, settings);

    public TestServer Writer { get; }

    public TestServer Reader { get; }

    public string[] Settings { get; }

    /// <summary>What the keys in Redis begin with.</summary>
    public string Prefix => Settings[3];

    public static string NewPrefix() => $"t{Guid.NewGuid():N}:";

    public static Task<RedisPair> StartAsync(RedisProcess redis, params string[] more) => StartAsync(redis, null, more);

    /// <summary>With a clock for the writer; the reader goes by the system's.</summary>
    public static async Task<RedisPair> StartAsync(RedisProcess redis, ManualTime? time, params string[] more)
    {
        string[] settings = [.. redis.Settings(NewPrefix()), .. more];
        var writer = await TestServer.StartAsync(time, null, settings);
        var reader = await StartReaderAsync(settings, Path.Combine(writer.Folder, "secrets.json"), time);
        return new RedisPair(writer, reader, settings);
    }

    public static async Task<TestServer> StartReaderAsync(string[] settings, string? secrets = null, ManualTime? time = null)
    {
        var reader = await TestServer.StartAsync([.. settings, .. ReaderSettings(secrets)]);
        await ReadyAsync(reader, time);
        return reader;
    }

    public static string[] ReaderSettings(string? secrets) =>
        ["--Queue:Roles:0", "Reader", .. secrets is null ? Array.Empty<string>() : ["--Queue:Reader:SecretsFile", secrets]];

    /// <summary>Waits until everything works that the server needs.</summary>
    public static Task ReadyAsync(TestServer server, ManualTime? time = null) => StateAsync(server, "ok", time);

    public static Task StateAsync(TestServer server, string state, ManualTime? time = null) => Eventually.TrueAsync(
        $"/health/ready says {state}",
        async () =>
        {
            time?.Advance(TimeSpan.FromMilliseconds(100));
            return (string?)(await server.Http.ReadAsync("/health/ready")).Json["status"] == state;
        },
        TimeSpan.FromSeconds(60));

    public async ValueTask DisposeAsync()
    {
        await Reader.DisposeAsync();
        await Writer.DisposeAsync();
    }
}
