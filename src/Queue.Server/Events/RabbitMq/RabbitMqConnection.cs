using RabbitMQ.Client;

namespace Queue.Server.Events.RabbitMq;

/// <summary>A plain connection beside the bus, for what is no business of a bus.</summary>
internal static class RabbitMqConnection
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    public static Task<IConnection> OpenAsync(RabbitMqAddress address, CancellationToken cancellationToken) => new ConnectionFactory
    {
        HostName = address.Host,
        Port = address.Port,
        VirtualHost = address.VirtualHost,
        UserName = address.User,
        Password = address.Password,
        Ssl = new SslOption(address.Host, enabled: address.Tls),
        ClientProvidedName = "queue",
        AutomaticRecoveryEnabled = false,
        RequestedConnectionTimeout = Longest,
    }.CreateConnectionAsync(cancellationToken);
}
