namespace Queue.Server.Keys;

internal static class KeysSetup
{
    public static void AddKeys(this IServiceCollection services)
    {
        services.AddSingleton<KeyStore>();
        services.AddSingleton<KeyCredential>();
        services.AddSingleton<RoomStandings>();
        services.AddHostedService<KeyUse>();
    }
}
