using System.Net;
using Queue.Server.Web;

namespace Queue.Server.Tests.Web;

public sealed class NetworkAddressTests
{
    private static readonly IPAddress[] Own = [IPAddress.Parse("192.168.1.23"), IPAddress.Parse("10.0.0.5")];

    [Theory]
    [InlineData("http://0.0.0.0:8080", "http://192.168.1.23:8080 http://10.0.0.5:8080")]
    [InlineData("http://[::]:8080", "http://192.168.1.23:8080 http://10.0.0.5:8080")]
    [InlineData("http://+:80", "http://192.168.1.23 http://10.0.0.5")]
    [InlineData("http://192.168.1.23:8080", "http://192.168.1.23:8080")]
    [InlineData("http://localhost:8080", "")]
    [InlineData("http://127.0.0.1:8080", "")]
    [InlineData("http://[::1]:8080", "")]
    [InlineData("http://unix:/run/queue.sock", "")]
    public void Phones_are_told_the_addresses_that_lead_here_from_beyond_this_computer(string bound, string told) =>
        Assert.Equal(told, string.Join(' ', NetworkAddresses.ForPhones([bound], Own)));

    [Theory]
    [InlineData("http://0.0.0.0:8080", "http://localhost:8080")]
    [InlineData("https://*:443", "https://localhost")]
    [InlineData("http://127.0.0.1:5000", "http://127.0.0.1:5000")]
    public void This_computer_has_an_address_that_a_browser_takes(string bound, string here) =>
        Assert.Equal(here, NetworkAddresses.Here([bound]));
}
