using System.Net;
using System.Net.Sockets;

namespace Queue.WebPush;

/// <summary>Opens a connection to one address.</summary>
internal delegate ValueTask<Stream> AddressConnector(IPEndPoint address, CancellationToken cancellationToken);

/// <summary>
/// Connects for the HTTP handler. The name is resolved once, every address is checked, and the connection goes to a checked
/// address: a name that answers differently a moment later (DNS rebinding) changes nothing. TLS still verifies the name.
/// </summary>
internal sealed class GuardedConnector(PushEndpointPolicy policy, HostResolver resolve, AddressConnector connect)
{
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint target, CancellationToken cancellationToken)
    {
        var addresses = await resolve(target.Host, cancellationToken).ConfigureAwait(false);
        if (addresses.Any(address => !IsAllowed(target.Host, address)))
        {
            throw new EndpointRefusedException();
        }

        return await ConnectFirstAsync(addresses, target.Port, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The connector of everyday use.</summary>
    public static async ValueTask<Stream> OpenSocketAsync(IPEndPoint address, CancellationToken cancellationToken)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private bool IsAllowed(string host, IPAddress address) =>
        PublicAddress.IsPublic(address) || (policy.AllowsLoopback(host) && IPAddress.IsLoopback(address));

    // One after the other, in the resolver's order; the connect time-out is over all of them together.
    private async ValueTask<Stream> ConnectFirstAsync(IReadOnlyList<IPAddress> addresses, int port, CancellationToken cancellationToken)
    {
        SocketException? last = null;
        foreach (var address in addresses)
        {
            try
            {
                return await connect(new IPEndPoint(address, port), cancellationToken).ConfigureAwait(false);
            }
            catch (SocketException exception)
            {
                last = exception;
            }
        }

        throw last ?? new SocketException((int)SocketError.HostNotFound);
    }
}

/// <summary>A name led to an address that is not public.</summary>
internal sealed class EndpointRefusedException() : IOException("The endpoint's name leads to an address that is not public.");
