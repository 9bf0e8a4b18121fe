using System.Net;

namespace Queue.WebPush;

/// <summary>Finds the addresses of a host.</summary>
/// <param name="host">The host name, or an address, which is then its own answer.</param>
/// <param name="cancellationToken">Ends the search.</param>
/// <returns>All addresses; every one of them is checked, and one refused address refuses the host.</returns>
public delegate ValueTask<IReadOnlyList<IPAddress>> HostResolver(string host, CancellationToken cancellationToken);

/// <summary>How a <see cref="PushSender"/> connects. The defaults are meant for production.</summary>
public sealed class PushSenderOptions
{
    /// <summary>Which endpoints may be sent to. By default the large browsers' services: <see cref="PushEndpointPolicy.KnownHosts"/>.</summary>
    public PushEndpointPolicy EndpointPolicy { get; init; } = new(PushEndpointPolicy.KnownHosts);

    /// <summary>The longest wait for a connection with TLS; more than zero.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest wait for an answer, connecting included; more than zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Zero or less.</exception>
    public TimeSpan RequestTimeout
    {
        get;
        init => field = value > TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "More than zero.");
    } = TimeSpan.FromSeconds(10);

    /// <summary>How long a connection is used before a new one is opened, so that changes of DNS are seen; more than zero.</summary>
    public TimeSpan ConnectionLifetime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How many imported keys of subscribers are kept, 1 or more; see <see cref="PushEncryptor"/>.</summary>
    public int CachedKeys { get; init; } = 4096;

    /// <summary>Finds the addresses of a host; the system's resolver by default. Whatever it answers is checked.</summary>
    public HostResolver ResolveHost { get; init; } =
        static async (host, cancellationToken) => await Dns.GetHostAddressesAsync(host, cancellationToken).ConfigureAwait(false);

    /// <summary>Opens the connection to a checked address; tests watch where it goes.</summary>
    internal AddressConnector Connect { get; init; } = GuardedConnector.OpenSocketAsync;

    /// <summary>Changes the handler; tests trust their own certificate with it.</summary>
    internal Action<SocketsHttpHandler>? Configure { get; init; }
}
