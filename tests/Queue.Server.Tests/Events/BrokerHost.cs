using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Queue.Server.Events;
using Queue.Server.Events.RabbitMq;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Events;

/// <summary>The server's side of the broker, with handlers of the test's own and nothing else.</summary>
internal sealed class BrokerHost : IAsyncDisposable
{
    private readonly IHost host;

    private BrokerHost(IHost host) => this.host = host;

    public IServiceProvider Services => host.Services;

    public static async Task<BrokerHost> StartAsync(TestBroker rabbit, TimeProvider time, params IEventHandler[] handlers)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddMetrics();
        builder.Services.AddSingleton(time);
        builder.Services.AddRabbitMq(RabbitMqAddress.Parse(rabbit.ConnectionString));
        foreach (var handler in handlers)
        {
            builder.Services.AddSingleton(handler);
        }

        var host = builder.Build();
        await host.StartAsync();
        return new BrokerHost(host);
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
    }
}
