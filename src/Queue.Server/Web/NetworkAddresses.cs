using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Queue.Server.Web;

/// <summary>Where people reach this server: from this computer, and from phones on the same network.</summary>
internal static class NetworkAddresses
{
    /// <summary>
    /// The addresses for phones: one for each of this computer's addresses that the server listens on beyond loopback. None when it is
    /// reached from this computer alone.
    /// </summary>
    public static IReadOnlyList<string> ForPhones(IEnumerable<string> bound, IReadOnlyList<IPAddress> own) =>
        [.. bound.Select(BindingAddress.Parse).SelectMany(binding => HostsOf(binding, own).Select(host => Text(binding, host))).Distinct(StringComparer.Ordinal)];

    /// <summary>The address for this computer.</summary>
    public static string Here(IEnumerable<string> bound)
    {
        var binding = BindingAddress.Parse(bound.First());
        return Text(binding, IsAny(binding.Host) ? "localhost" : binding.Host);
    }

    /// <summary>
    /// This computer's IPv4 addresses on networks that lead somewhere: those without a gateway belong to virtual machines and the like,
    /// and count only when there are no others.
    /// </summary>
    public static IReadOnlyList<IPAddress> Own()
    {
        var networks = NetworkInterface.GetAllNetworkInterfaces()
            .Where(network => network.OperationalStatus == OperationalStatus.Up && network.NetworkInterfaceType != NetworkInterfaceType.Loopback)
            .Select(network => network.GetIPProperties())
            .ToLookup(properties => properties.GatewayAddresses.Count > 0);
        return
        [
            .. (networks.Contains(true) ? networks[true] : networks[false])
                .SelectMany(properties => properties.UnicastAddresses)
                .Select(unicast => unicast.Address)
                .Where(address => address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(address)),
        ];
    }

    private static IEnumerable<string> HostsOf(BindingAddress binding, IReadOnlyList<IPAddress> own) =>
        IsAny(binding.Host) ? own.Select(address => address.ToString())
        : IPAddress.TryParse(binding.Host.Trim('[', ']'), out var address) && !IPAddress.IsLoopback(address) ? [binding.Host]
        : [];

    private static bool IsAny(string host) => host is "+" or "*" or "0.0.0.0" or "[::]";

    private static string Text(BindingAddress binding, string host) =>
        (binding.Scheme, binding.Port) is ("http", 80) or ("https", 443) ? $"{binding.Scheme}://{host}" : $"{binding.Scheme}://{host}:{binding.Port}";
}
