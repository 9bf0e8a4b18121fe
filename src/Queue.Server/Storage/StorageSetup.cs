namespace Queue.Server.Storage;

internal static class StorageSetup
{
    public static void AddStorage(this IServiceCollection services)
    {
        services.AddSingleton<DataFolder>();
        services.AddSingleton(provider => Secrets.LoadOrCreate(provider.GetRequiredService<DataFolder>()));
        services.AddSingleton<IEventLog, SqliteEventLog>();
    }
}
