using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Queue.WebPush.Tests.Fixtures;

namespace Queue.WebPush.Tests;

/// <summary>What a name leads to is judged when connecting, on the very address that is connected to.</summary>
public sealed class ConnectionGuardTests : IAsyncLifetime
{
    private readonly ManualTime time = new();
    private readonly VapidKeys keys = VapidKeys.Generate();
    private readonly ConcurrentQueue<IPEndPoint> connected = [];
    private FakePushService service = null!;

    public async ValueTask InitializeAsync() => service = await FakePushService.StartAsync(time);

    public async ValueTask DisposeAsync()
    {
        await service.DisposeAsync();
        keys.Dispose();
    }

    [Fact]
    public async Task A_public_address_is_connected_to_and_speaks_http_2()
    {
        var outcome = await SendAsync(Answers("93.184.215.14"));
        Assert.IsType<PushOutcome.Accepted>(outcome);
        Assert.Equal(IPEndPoint.Parse("93.184.215.14:443"), Assert.Single(connected));
        Assert.Equal("HTTP/2", Assert.Single(service.Received).Protocol);
    }

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("127.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("::1")]
    [InlineData("fd00::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("93.184.215.14,192.168.0.1")]
    [InlineData("192.168.0.1,93.184.215.14")]
    [InlineData("93.184.215.14,2606:4700:4700::1111,fe80::1")]
    public async Task One_address_that_is_not_public_refuses_the_name(string addresses)
    {
        var outcome = await SendAsync(Answers(addresses));
        Assert.Equal(EndpointVerdict.AddressNotPublic, Assert.IsType<PushOutcome.Refused>(outcome).Verdict);
        Assert.Empty(connected);
        Assert.Empty(service.Received);
    }

    [Fact]
    public async Task A_name_that_leads_elsewhere_after_the_check_is_connected_to_as_checked()
    {
        var questions = 0;
        HostResolver changing = (_, _) => Interlocked.Increment(ref questions) == 1 ? Addresses("93.184.215.14") : Addresses("127.0.0.1");
        Assert.IsType<PushOutcome.Accepted>(await SendAsync(changing));
        Assert.Equal(1, questions);
        Assert.Equal(IPEndPoint.Parse("93.184.215.14:443"), Assert.Single(connected));

        Assert.IsType<PushOutcome.Refused>(await SendAsync(changing));
        Assert.Single(connected);
    }

    [Fact]
    public async Task A_dead_address_is_followed_by_the_next()
    {
        var outcome = await SendAsync(Answers("2606:4700:4700::1111,93.184.215.14"), (address, cancellationToken) =>
        {
            connected.Enqueue(address);
            return address.AddressFamily == AddressFamily.InterNetworkV6
                ? throw new SocketException((int)SocketError.NetworkUnreachable)
                : service.ConnectHereAsync(address, cancellationToken);
        });
        Assert.IsType<PushOutcome.Accepted>(outcome);
        Assert.Equal(2, connected.Count);
    }

    [Fact]
    public async Task A_name_without_addresses_is_worth_a_retry() => AssertRetry(RetryCause.NetworkFailure, await SendAsync(Answers("")));

    [Fact]
    public async Task A_resolver_that_fails_is_worth_a_retry() => AssertRetry(
        RetryCause.NetworkFailure, await SendAsync((_, _) => throw new SocketException((int)SocketError.TryAgain)));

    [Fact]
    public async Task A_connection_that_does_not_come_about_is_worth_a_retry()
    {
        var endless = new TaskCompletionSource<Stream>();
        var outcome = await SendAsync(
            Answers("93.184.215.14"),
            async (_, cancellationToken) => await endless.Task.WaitAsync(cancellationToken),
            connectTimeout: TimeSpan.FromMilliseconds(50));
        AssertRetry(RetryCause.TimedOut, outcome);
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_a_failed_connection()
    {
        await using var impostor = await FakePushService.StartAsync(time, "push.evil.example");
        using var sender = new PushSender(impostor.PublicOptions(), time);
        AssertRetry(RetryCause.NetworkFailure, await SendAsync(sender, impostor.Public("201")));
        Assert.Empty(impostor.Received);
    }

    [Theory]
    [InlineData("https://evil.example/fcm.googleapis.com", EndpointVerdict.HostNotAllowed)]
    [InlineData("http://169.254.169.254/latest/meta-data", EndpointVerdict.NotHttps)]
    [InlineData("http://localhost:1/x", EndpointVerdict.NotHttps)]
    [InlineData("https://fcm.googleapis.com:8443/x", EndpointVerdict.Port)]
    public async Task The_policy_is_asked_again_before_each_send(string endpoint, EndpointVerdict verdict)
    {
        using var sender = new PushSender(service.PublicOptions((_, _) => throw new InvalidOperationException("resolved")), time);
        var outcome = await SendAsync(sender, new Subscriber().At(endpoint));
        Assert.Equal(verdict, Assert.IsType<PushOutcome.Refused>(outcome).Verdict);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    public async Task This_machine_for_tests_is_this_machine_alone(string host)
    {
        var options = new PushSenderOptions
        {
            EndpointPolicy = new PushEndpointPolicy([], allowInsecureEndpoints: true),
            ResolveHost = (_, _) => Addresses("192.168.0.1"),
        };
        using var sender = new PushSender(options, time);
        var outcome = await SendAsync(sender, new Subscriber().At($"http://{host}:8080/x"));
        Assert.Equal(EndpointVerdict.AddressNotPublic, Assert.IsType<PushOutcome.Refused>(outcome).Verdict);
    }

    [Fact]
    public async Task A_zero_time_to_live_at_microsoft_says_that_nothing_is_kept()
    {
        const string host = "wns2-par02p.notify.windows.com";
        await using var microsoft = await FakePushService.StartAsync(time, host);
        using var sender = new PushSender(microsoft.PublicOptions(), time);
        var identity = Identity();
        foreach (var seconds in new[] { 0, 0.9, 60 })
        {
            var message = new PushMessage(default, TimeSpan.FromSeconds(seconds));
            await sender.SendAsync(microsoft.Public("201", host: host), message, identity, TestContext.Current.CancellationToken);
        }

        Assert.Equal(["no-cache", "no-cache", ""], microsoft.Received.Select(push => push.Headers.GetValueOrDefault("X-WNS-Cache-Policy", "")), StringComparer.Ordinal);
    }

    private static void AssertRetry(RetryCause cause, PushOutcome outcome) => Assert.Equal(cause, Assert.IsType<PushOutcome.Retry>(outcome).Cause);

    private static HostResolver Answers(string addresses) => (_, _) => Addresses(addresses);

    private static ValueTask<IReadOnlyList<IPAddress>> Addresses(string addresses) =>
        ValueTask.FromResult<IReadOnlyList<IPAddress>>([.. addresses.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(IPAddress.Parse)]);

    private async Task<PushOutcome> SendAsync(HostResolver resolve, AddressConnector? connect = null, TimeSpan? connectTimeout = null)
    {
        connect ??= (address, cancellationToken) =>
        {
            connected.Enqueue(address);
            return service.ConnectHereAsync(address, cancellationToken);
        };
        var options = service.PublicOptions(resolve, connect, connectTimeout);
        using var sender = new PushSender(options, time);
        return await SendAsync(sender, service.Public("201"));
    }

    private Task<PushOutcome> SendAsync(PushSender sender, PushSubscription subscription) => sender.SendAsync(
        subscription, new PushMessage("hi"u8.ToArray(), TimeSpan.FromMinutes(1)), Identity(), TestContext.Current.CancellationToken);

    private VapidIdentity Identity() => new(keys, "mailto:push@example.com", time);
}
