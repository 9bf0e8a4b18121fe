using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace Queue.WebPush;

/// <summary>Tells public internet addresses from those that lead inside, to this machine, to many machines or nowhere.</summary>
public static class PublicAddress
{
    // IANA IPv4 special-purpose registry, with multicast (RFC 5771).
    private static readonly ImmutableArray<IPNetwork> SpecialV4 = Networks(
        "0.0.0.0/8", // this network, RFC 791
        "10.0.0.0/8", // private, RFC 1918
        "100.64.0.0/10", // carriers' shared space, RFC 6598
        "127.0.0.0/8", // loopback, RFC 1122
        "168.63.129.16/32", // in public space, yet each Azure machine's own platform service
        "169.254.0.0/16", // link-local and the metadata services of clouds, RFC 3927
        "172.16.0.0/12", // private, RFC 1918
        "192.0.0.0/24", // protocol assignments, RFC 6890
        "192.0.2.0/24", // documentation, RFC 5737
        "192.88.99.0/24", // 6to4 relays, RFC 7526
        "192.168.0.0/16", // private, RFC 1918
        "198.18.0.0/15", // benchmarks, RFC 2544
        "198.51.100.0/24", // documentation, RFC 5737
        "203.0.113.0/24", // documentation, RFC 5737
        "224.0.0.0/4", // multicast, RFC 5771
        "240.0.0.0/4"); // reserved, RFC 1112, and broadcast

    // Only 2000::/3 is given out as global unicast (RFC 4291), so everything outside is refused without being named: ::, ::1,
    // IPv4-mapped ::ffff:0:0/96, NAT64 64:ff9b::/96 and 64:ff9b:1::/48, discard 100::/64, fc00::/7, fe80::/10, fec0::/10, ff00::/8.
    private static readonly IPNetwork GlobalV6 = IPNetwork.Parse("2000::/3");

    private static readonly ImmutableArray<IPNetwork> SpecialV6 = Networks(
        "2001::/23", // protocol assignments: Teredo, benchmarks, ORCHID; RFC 2928
        "2001:db8::/32", // documentation, RFC 3849
        "2002::/16", // 6to4, which carries any IPv4 address; RFC 3056
        "3fff::/20"); // documentation, RFC 9637

    /// <summary>Whether an address is a single machine on the public internet.</summary>
    /// <param name="address">An IPv4 or IPv6 address.</param>
    /// <returns>
    /// <see langword="false"/> for private, loopback, link-local, shared, multicast, unspecified, documentation, benchmark and
    /// reserved addresses, and for IPv6 forms that carry an IPv4 address (mapped, NAT64, 6to4, Teredo).
    /// </returns>
    public static bool IsPublic(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.AddressFamily switch
        {
            AddressFamily.InterNetwork => !SpecialV4.Any(network => network.Contains(address)),
            AddressFamily.InterNetworkV6 => IsPublicV6(address),
            _ => false,
        };
    }

    // IPNetwork.Contains reads an IPv4-mapped address as IPv4; here it is one of the forms that are refused.
    private static bool IsPublicV6(IPAddress address) =>
        !address.IsIPv4MappedToIPv6 && GlobalV6.Contains(address) && !SpecialV6.Any(network => network.Contains(address));

    private static ImmutableArray<IPNetwork> Networks(params ReadOnlySpan<string> prefixes)
    {
        var networks = ImmutableArray.CreateBuilder<IPNetwork>(prefixes.Length);
        foreach (var prefix in prefixes)
        {
            networks.Add(IPNetwork.Parse(prefix));
        }

        return networks.MoveToImmutable();
    }
}
