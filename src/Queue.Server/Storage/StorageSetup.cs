using Microsoft.Extensions.Options;
using Queue.Server.Configuration;

namespace Queue.Server.Storage;

internal static class StorageSetup
{
    public static void AddStorage(this IServiceCollection services)
    {
        services.AddSingleton<DataFolder>();
        services.AddSingleton(provider => Secrets.LoadOrCreate(provider.GetRequiredService<DataFolder>()));
        services.AddSingleton<IEventLog, SqliteEventLog>();
    }

    /// <summary>All that a reader has: the keys to verify host tokens, when it was given them.</summary>
    public static void AddReaderSecrets(this IServiceCollection services) =>
        services.AddSingleton(provider => Secrets.ForReader(provider.GetRequiredService<IOptions<ReaderOptions>>().Value.SecretsFile));
}
