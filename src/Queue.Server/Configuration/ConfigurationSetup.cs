using Microsoft.Extensions.Options;

namespace Queue.Server.Configuration;

internal static class ConfigurationSetup
{
    /// <summary>Binds and validates every section at start; a wrong value stops the server with a line that says what to write.</summary>
    public static void AddQueueOptions(this IServiceCollection services)
    {
        services.AddOptions<QueueOptions>().BindConfiguration(QueueOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<LimitOptions>().BindConfiguration(LimitOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<BotCheckOptions>().BindConfiguration(BotCheckOptions.Section).ValidateOnStart();
        services.AddOptions<RoomOptions>().BindConfiguration(RoomOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<ReaderOptions>().BindConfiguration(ReaderOptions.Section);
        services.AddOptions<RedisOptions>().BindConfiguration(RedisOptions.Section)
            .Configure<IConfiguration>(static (redis, all) => redis.ConnectionString = all.GetConnectionString(RedisOptions.ConnectionName))
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<RedisOptions>, RedisOptionsValidator>();
        services.AddSingleton<IValidateOptions<QueueOptions>, QueueOptionsValidator>();
        services.AddSingleton<IValidateOptions<BotCheckOptions>, BotCheckOptionsValidator>();
    }
}
