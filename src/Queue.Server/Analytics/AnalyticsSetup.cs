using Queue.Server.Events;

namespace Queue.Server.Analytics;

internal static class AnalyticsSetup
{
    public static void AddAnalytics(this IServiceCollection services)
    {
        services.AddSingleton<AnalyticsStore>();
        services.AddSingleton<IEventHandler>(provider => provider.GetRequiredService<AnalyticsStore>());
    }
}
