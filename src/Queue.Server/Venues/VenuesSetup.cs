namespace Queue.Server.Venues;

internal static class VenuesSetup
{
    public static void AddVenues(this IServiceCollection services)
    {
        services.AddSingleton<VenueKeeper>();
        services.AddSingleton<AuditTrail>();
        services.AddHostedService(provider => provider.GetRequiredService<VenueKeeper>());
    }
}
