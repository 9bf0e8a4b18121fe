using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Queue.Server.Configuration;
using Queue.Server.Redis;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Redis;

/// <summary>A Redis and the part of the server that talks to it, without a server.</summary>
public sealed class RedisStoreHost : IAsyncLifetime
{
    private ServiceProvider? services;

    internal RedisProcess Redis { get; } = new();

    internal LogCapture Log { get; } = new();

    internal string Prefix { get; } = RedisPair.NewPrefix();

    internal RedisSnapshotStore Store => Services.GetRequiredService<RedisSnapshotStore>();

    internal RedisLink Link => Services.GetRequiredService<RedisLink>();

    internal RedisNames Names => Services.GetRequiredService<RedisNames>();

    private ServiceProvider Services => services ?? throw new InvalidOperationException("It has not started.");

    public async ValueTask InitializeAsync()
    {
        await Redis.InitializeAsync();
        services = new ServiceCollection()
            .AddMetrics()
            .AddLogging(logging => logging.AddProvider(Log))
            .AddSingleton(TimeProvider.System)
            .AddSingleton(Options.Create(new RedisOptions { ConnectionString = Redis.ConnectionString, KeyPrefix = Prefix }))
            .AddSingleton<RedisInstruments>()
            .AddSingleton<RedisNames>()
            .AddSingleton<RedisVoice>()
            .AddSingleton<RedisLink>()
            .AddSingleton<RedisSnapshotStore>()
            .BuildServiceProvider();
        await ((IHostedService)Link).StartAsync(CancellationToken.None);
        await Eventually.TrueAsync("the link is up", () => Task.FromResult(Link.IsUp), TimeSpan.FromSeconds(60));
    }

    public async ValueTask DisposeAsync()
    {
        await ((IHostedService)Link).StopAsync(CancellationToken.None);
        await Services.DisposeAsync();
        await Redis.DisposeAsync();
    }
}
