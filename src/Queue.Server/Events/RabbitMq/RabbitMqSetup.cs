using Queue.Server.Endpoints.Operations;

namespace Queue.Server.Events.RabbitMq;

internal static class RabbitMqSetup
{
    public static IServiceCollection AddRabbitMq(this IServiceCollection services, RabbitMqAddress address)
    {
        services.AddSingleton(address);
        services.AddSingleton<RabbitMqTopology>();
        services.AddSingleton<RabbitMqBus>();
        services.AddSingleton<DeadLetters>();
        services.AddSingleton<DeadLetterWatch>();
        services.AddSingleton<IEventPublisher, RabbitMqPublisher>();
        services.AddHostedService(provider => provider.GetRequiredService<RabbitMqBus>());
        services.AddHostedService(provider => provider.GetRequiredService<DeadLetterWatch>());
        return services.AddSingleton(provider => new Dependency("rabbitMq", () => Trouble(provider)));
    }

    private static string? Trouble(IServiceProvider services) =>
        !services.GetRequiredService<RabbitMqBus>().IsUp ? "not reached; events wait in the outbox"
        : !services.GetRequiredService<Relay>().Works ? "does not take events; they wait in the outbox"
        : services.GetRequiredService<DeadLetterWatch>().Trouble;
}
