using Queue.Server.Endpoints.Operations;
using Queue.Server.Snapshots;

namespace Queue.Server.Redis;

internal static class RedisSetup
{
    /// <summary>
    /// What a writer shares through Redis. To be added after the rooms: what is added last stops first, so the last changes go out while
    /// the rooms are still there. The link is added last, as the others say first what they want to hear.
    /// </summary>
    public static void AddRedis(this IServiceCollection services)
    {
        services.AddShared();
        services.AddSingleton<SnapshotFeed>();
        services.AddHostedService(provider => provider.GetRequiredService<SnapshotFeed>());
        services.AddHostedService<WriterEar>();
        services.AddHostedService<WriterBeat>();
        services.AddHostedService(provider => provider.GetRequiredService<RedisLink>());
        services.AddSingleton(provider => new Dependency(
            "redis", () => provider.GetRequiredService<RedisLink>().IsUp
                ? null
                : "Redis does not answer: polls are served from memory, limits are counted in this process alone"));
    }

    /// <summary>What a reader reads from Redis.</summary>
    public static void AddRedisReader(this IServiceCollection services)
    {
        services.AddShared();
        services.AddSingleton<ReaderLine>();
        services.AddHostedService<Sightings>();
        services.AddSingleton<RoomMirror>();
        services.AddSingleton<Rooms.IRooms>(provider => provider.GetRequiredService<RoomMirror>());
        services.AddHostedService(provider => provider.GetRequiredService<RoomMirror>());
        services.AddHostedService(provider => provider.GetRequiredService<RedisLink>());
        services.AddSingleton(provider => new Dependency(
            "redis", () => provider.GetRequiredService<RedisLink>().IsUp
                ? null
                : "Redis does not answer: queues that are in memory are served as they were last seen, others get 503"));
        services.AddSingleton(provider => new Dependency(
            "writer", () => provider.GetRequiredService<ReaderLine>().HearsWriter
                ? null
                : "no writer is heard: queues are served as Redis has them"));
    }

    private static void AddShared(this IServiceCollection services)
    {
        services.AddSingleton<RedisNames>();
        services.AddSingleton<RedisVoice>();
        services.AddSingleton<RedisInstruments>();
        services.AddSingleton<RedisLink>();
        services.AddSingleton<RedisSnapshotStore>();
        services.AddSingleton<SharedLimits>();
    }
}
