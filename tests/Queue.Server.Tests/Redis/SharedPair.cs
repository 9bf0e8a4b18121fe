using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Redis;

/// <summary>A Redis, a writer and a reader for all tests of a class.</summary>
public sealed class SharedPair : IAsyncLifetime
{
    private RedisPair? pair;

    internal RedisProcess Redis { get; } = new();

    internal RedisPair Pair => pair ?? throw new InvalidOperationException("The servers have not started.");

    public async ValueTask InitializeAsync()
    {
        await Redis.InitializeAsync();
        pair = await RedisPair.StartAsync(Redis);
    }

    public async ValueTask DisposeAsync()
    {
        await Pair.DisposeAsync();
        await Redis.DisposeAsync();
    }
}
