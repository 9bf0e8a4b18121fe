namespace Queue.Server.Events;

internal static class EventsSetup
{
    public static void AddEvents(this IServiceCollection services)
    {
        services.AddSingleton<EventInstruments>();
        services.AddSingleton<IEventPublisher, InProcessPublisher>();
        services.AddSingleton<Relay>();
        services.AddHostedService(provider => provider.GetRequiredService<Relay>());
    }
}
