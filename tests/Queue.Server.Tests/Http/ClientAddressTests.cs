using System.Net;
using Microsoft.AspNetCore.Http;
using Queue.Server.Http;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Http;

/// <summary>Who counts as one client: an IPv4 address or an IPv6 /64, as the connection says, or a proxy that is known.</summary>
public sealed class ClientAddressTests
{
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("::ffff:192.0.2.1", "::ffff:192.0.2.2", false)]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:1:ffff:ffff:ffff:ffff", true)]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:2::1", false)]
    [InlineData("2001:db8::1%3", "2001:db8::1", true)]
    [InlineData("::1", "::2", true)]
    [InlineData("c000:201::", "192.0.2.1", false)]
    public void An_address_is_counted_as_its_network(string one, string other, bool same) =>
        Assert.Equal(same, AddressOf(IPAddress.Parse(one)) == AddressOf(IPAddress.Parse(other)));

    [Fact]
    public void A_connection_without_an_address_is_counted_too() => Assert.Equal(UInt128.Zero, AddressOf(null));

    [Theory]
    [InlineData("X-Forwarded-For", "198.51.100.7")]
    [InlineData("Forwarded", "for=198.51.100.7")]
    [InlineData("CF-Connecting-IP", "198.51.100.7")]
    [InlineData("X-Real-IP", "198.51.100.7")]
    public async Task A_forwarded_address_is_not_believed_from_anybody(string header, string value)
    {
        await using var server = await StartAsync();

        Assert.Equal(200, await CreateAsync(server, (header, value)));
        Assert.Equal(429, await CreateAsync(server, (header, value.Replace('7', '8'))));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.0/8")]
    public async Task A_forwarded_address_is_believed_from_a_known_proxy(string proxy)
    {
        await using var server = await StartAsync("--Queue:KnownProxies:0", proxy);

        int[] statuses =
        [
            await CreateAsync(server, ("X-Forwarded-For", "198.51.100.7")),
            await CreateAsync(server, ("X-Forwarded-For", "198.51.100.8")),
            await CreateAsync(server, ("X-Forwarded-For", "198.51.100.7")),
            await CreateAsync(server, ("X-Forwarded-For", "2001:db8::1")),
            await CreateAsync(server, ("X-Forwarded-For", "2001:db8::2")),
        ];
        Assert.Equal([200, 200, 429, 200, 429], statuses);
    }

    [Fact]
    public async Task What_a_client_wrote_before_the_known_proxy_is_not_believed()
    {
        await using var server = await StartAsync("--Queue:KnownProxies:0", "127.0.0.1");

        Assert.Equal(200, await CreateAsync(server, ("X-Forwarded-For", "203.0.113.1, 198.51.100.7")));
        Assert.Equal(429, await CreateAsync(server, ("X-Forwarded-For", "203.0.113.2, 198.51.100.7")));
    }

    [Fact]
    public async Task Another_proxy_is_not_believed()
    {
        await using var server = await StartAsync("--Queue:KnownProxies:0", "10.0.0.0/8");

        Assert.Equal(200, await CreateAsync(server, ("X-Forwarded-For", "198.51.100.7")));
        Assert.Equal(429, await CreateAsync(server, ("X-Forwarded-For", "198.51.100.8")));
    }

    [Fact]
    public async Task A_known_proxy_says_under_which_address_guests_see_the_server()
    {
        await using var server = await TestServer.StartAsync("--Queue:KnownProxies:0", "127.0.0.1");

        var answer = await server.Http.PostAsync(
            "/api/queue/create", """{"eventName":"E","maxGuests":1}""",
            ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "queue.example"), ("X-Forwarded-For", "198.51.100.7"),
            ("Origin", "https://queue.example"));
        Assert.StartsWith("https://queue.example/q/", (string?)answer.Json["joinUrl"], StringComparison.Ordinal);
        Assert.Equal("max-age=31536000", answer.Header("Strict-Transport-Security"));
    }

    [Fact]
    public async Task A_forwarded_host_is_not_believed_from_anybody()
    {
        await using var server = await TestServer.StartAsync();

        var answer = await server.Http.PostAsync(
            "/api/queue/create", """{"eventName":"E","maxGuests":1}""",
            ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "evil.example"));
        Assert.StartsWith(server.Address.ToString(), (string?)answer.Json["joinUrl"], StringComparison.Ordinal);
    }

    private static UInt128 AddressOf(IPAddress? address)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = address;
        return RateLimits.AddressOf(context);
    }

    private static Task<TestServer> StartAsync(params string[] settings) => TestServer.StartAsync(
        new ManualTime(), ["--Queue:Limits:Enabled", "true", "--Queue:Limits:CreatesPerMinute", "1", .. settings]);

    private static async Task<int> CreateAsync(TestServer server, (string, string) header) =>
        (int)(await server.Http.PostAsync("/api/queue/create", """{"eventName":"E","maxGuests":1}""", header)).Status;
}
