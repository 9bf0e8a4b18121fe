using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace Queue.WebPush.Tests.Fixtures;

/// <summary>
/// A push service that looks closely: it checks every header, verifies the VAPID token and decrypts. A path is
/// <c>/{answer}/{subscriber}</c>; see <see cref="FakeAnswers"/>. It speaks HTTP/1.1 in the open and HTTP/2 over TLS, under the names
/// of real services.
/// </summary>
internal sealed class FakePushService : IAsyncDisposable
{
    public const string PublicHost = "fcm.googleapis.com";
    public const string OtherPublicHost = "updates.push.services.mozilla.com";

    /// <summary>What the names of real services resolve to here; nothing is ever sent there.</summary>
    public static readonly IPAddress PublicAddress = IPAddress.Parse("93.184.215.14");

    private readonly WebApplication application;
    private readonly X509Certificate2 certificate;
    private readonly ConcurrentDictionary<string, Subscriber> subscribers = new(StringComparer.Ordinal);
    private readonly TimeProvider time;

    private FakePushService(TimeProvider time, X509Certificate2 certificate)
    {
        this.time = time;
        this.certificate = certificate;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(Listen);
        application = builder.Build();
        application.Run(HandleAsync);
    }

    public ConcurrentQueue<ReceivedPush> Received { get; } = [];

    /// <summary>Completes when a request that gets no answer has arrived.</summary>
    public TaskCompletionSource Hanging { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Let go of the requests that got no answer.</summary>
    public TaskCompletionSource Released { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrentQueue<int> Script { get; } = [];

    /// <summary>Seconds for the next scripted answers to ask to wait.</summary>
    public ConcurrentQueue<int> Waits { get; } = [];

    private int HttpPort { get; set; }

    private int HttpsPort { get; set; }

    public static async Task<FakePushService> StartAsync(TimeProvider time, params string[] names)
    {
        var service = new FakePushService(time, TestCertificate.For(names is [] ? [PublicHost, OtherPublicHost] : names));
        await service.application.StartAsync();
        var ports = service.application.Urls.Select(url => new Uri(url)).ToDictionary(url => url.Scheme, url => url.Port, StringComparer.Ordinal);
        (service.HttpPort, service.HttpsPort) = (ports["http"], ports["https"]);
        return service;
    }

    /// <summary>A subscription in the open, on this machine.</summary>
    public PushSubscription Local(string answer, Subscriber? subscriber = null) =>
        At(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{HttpPort}"), answer, subscriber);

    /// <summary>A subscription at a real service's name.</summary>
    public PushSubscription Public(string answer, Subscriber? subscriber = null, string host = PublicHost) =>
        At($"https://{host}", answer, subscriber);

    /// <summary>Options with which this machine is reached in the open.</summary>
    public static PushSenderOptions LocalOptions() => new() { EndpointPolicy = new PushEndpointPolicy([], allowInsecureEndpoints: true) };

    /// <summary>Production's options, except that public addresses lead here and that this certificate is trusted.</summary>
    public PushSenderOptions PublicOptions(
        HostResolver? resolve = null, AddressConnector? connect = null, TimeSpan? connectTimeout = null) =>
        new()
        {
            ConnectTimeout = connectTimeout ?? TimeSpan.FromSeconds(5),
            ResolveHost = resolve ?? ((_, _) => ValueTask.FromResult<IReadOnlyList<IPAddress>>([PublicAddress])),
            Connect = connect ?? ConnectHereAsync,
            Configure = handler => handler.SslOptions.RemoteCertificateValidationCallback =
                (_, presented, _, errors) => IsTrusted(presented, errors),
        };

    public ValueTask<Stream> ConnectHereAsync(IPEndPoint address, CancellationToken cancellationToken) =>
        GuardedConnector.OpenSocketAsync(new IPEndPoint(IPAddress.Loopback, HttpsPort), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        Released.TrySetResult();
        await application.DisposeAsync();
        certificate.Dispose();
    }

    // The name is checked as ever; only the chain to a known authority is missing.
    private bool IsTrusted(X509Certificate? presented, SslPolicyErrors errors) =>
        errors is SslPolicyErrors.None or SslPolicyErrors.RemoteCertificateChainErrors
        && string.Equals(presented?.GetCertHashString(), certificate.GetCertHashString(), StringComparison.Ordinal);

    private PushSubscription At(string origin, string answer, Subscriber? subscriber)
    {
        var id = Guid.NewGuid().ToString("N");
        subscribers[id] = subscriber ?? new Subscriber();
        return subscribers[id].At($"{origin}/{answer}/{id}");
    }

    private void Listen(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.Limits.MaxRequestBodySize = 8192;
        options.Listen(IPAddress.Loopback, 0);
        options.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            listen.UseHttps(new HttpsConnectionAdapterOptions { ServerCertificate = certificate });
        });
    }

    private async Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value?.Split('/') ?? [];
        if (path is not ["", var answer, var id] || !subscribers.TryGetValue(id, out var subscriber))
        {
            Received.Enqueue(new ReceivedPush(context, [], null, $"Nobody subscribed at {context.Request.Path}."));
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var push = await ReceivedPush.ReadAsync(context, subscriber, time.GetUtcNow());
        Received.Enqueue(push);
        await FakeAnswers.WriteAsync(this, push.Problem is null ? answer : "400", context);
    }
}

/// <summary>A certificate of this run for made-up owners of real names.</summary>
internal static class TestCertificate
{
    public static X509Certificate2 For(string[] names)
    {
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test", key, System.Security.Cryptography.HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        Array.ForEach(names, alternatives.AddDnsName);
        request.CertificateExtensions.Add(alternatives.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
