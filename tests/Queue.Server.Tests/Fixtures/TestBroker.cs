using Queue.Server.Events;
using Queue.Server.Events.RabbitMq;
using RabbitMQ.Client;

namespace Queue.Server.Tests.Fixtures;

/// <summary>A broker, one for all tests that do not harm it, and what they do to it past the server.</summary>
public sealed class TestBroker : IAsyncLifetime
{
    internal RabbitProcess Process { get; } = new();

    internal string ConnectionString => Process.ConnectionString;

    internal string[] Settings => ["--ConnectionStrings:RabbitMq", ConnectionString];

    public ValueTask InitializeAsync() => new(Process.BeginAsync());

    public ValueTask DisposeAsync() => Process.DisposeAsync();

    /// <summary>A connection of the test itself.</summary>
    internal Task<IConnection> ConnectAsync() =>
        new ConnectionFactory { Uri = new Uri(ConnectionString), AutomaticRecoveryEnabled = false }.CreateConnectionAsync();

    /// <summary>Takes our queues and exchanges away.</summary>
    internal async Task ClearAsync()
    {
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        foreach (var name in HandlerNames.All.SelectMany(handler => new[] { RabbitMqQueues.Of(handler), RabbitMqQueues.DeadOf(handler) }))
        {
            await channel.QueueDeleteAsync(name);
            await channel.ExchangeDeleteAsync(name);
        }
    }

    /// <summary>Takes one queue away, with what is in it.</summary>
    internal async Task DeleteAsync(string queue)
    {
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeleteAsync(queue);
    }

    /// <summary>Cuts a queue from its exchange: what is published goes nowhere, and its consumer notices nothing.</summary>
    internal async Task UnbindAsync(string queue)
    {
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueUnbindAsync(queue, queue, "");
    }
}
