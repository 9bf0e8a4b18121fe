using Queue.Server.Events.RabbitMq;

namespace Queue.Server.Events;

/// <summary>The ways out of the relay.</summary>
internal enum EventAdapter
{
    InProcess,
    RabbitMq,
}

internal static class EventsSetup
{
    public static void AddEvents(this IServiceCollection services, IConfiguration configuration)
    {
        var address = RabbitMqAddress.Of(configuration);
        var adapter = address is null ? EventAdapter.InProcess : EventAdapter.RabbitMq;
        _ = adapter switch
        {
            EventAdapter.InProcess => services.AddSingleton<IEventPublisher, InProcessPublisher>(),
            EventAdapter.RabbitMq => services.AddRabbitMq(address ?? throw new InvalidOperationException("No broker is configured.")),
        };
        services.AddSingleton<EventInstruments>();
        services.AddSingleton<Relay>();
        services.AddHostedService(provider => provider.GetRequiredService<Relay>());
    }
}
