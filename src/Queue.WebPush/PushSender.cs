using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Queue.WebPush;

/// <summary>
/// Encrypts a message and hands it to the subscriber's push service (RFC 8030), once: retries, deadlines and the order of sends
/// belong to the caller, who knows how long a message is worth sending. One sender for the whole process; all calls may come from
/// any thread.
/// </summary>
/// <remarks>
/// No redirects, no proxy, no cookies, no compression; connections are pooled per origin, HTTP/2 where the service speaks it.
/// </remarks>
public sealed class PushSender : IDisposable
{
    /// <summary>The longest wait that a service can ask for: one day. A longer <c>Retry-After</c> is cut to it.</summary>
    public static readonly TimeSpan MaxRetryAfter = TimeSpan.FromDays(1);

    private const int MaxAnswerHeaderKilobytes = 16;
    private const int MaxDrainBytes = 4096;

    private readonly PushSenderOptions options;
    private readonly TimeProvider time;
    private readonly PushEncryptor encryptor;
    private readonly HttpMessageInvoker invoker;

    /// <summary>Makes a sender.</summary>
    /// <param name="options">How to connect.</param>
    /// <param name="time">The clock for the request time-out and for dates in <c>Retry-After</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A time or a number in the options is out of its range.</exception>
    public PushSender(PushSenderOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        this.options = options;
        this.time = time;
        encryptor = new PushEncryptor(options.CachedKeys);
        invoker = new HttpMessageInvoker(Handler(options), disposeHandler: true);
    }

    /// <summary>The encryptor, whose numbers tell how well its cache works.</summary>
    public PushEncryptor Encryptor => encryptor;

    /// <summary>
    /// Sends a message once. Encryption happens on the caller's thread (about 0.2 ms), the rest waits for the network, for at most
    /// <see cref="PushSenderOptions.RequestTimeout"/>.
    /// </summary>
    /// <param name="subscription">Whom to send to. Its endpoint is checked again here.</param>
    /// <param name="message">What to send.</param>
    /// <param name="identity">Who sends: the identity whose public key the subscription was made with.</param>
    /// <param name="cancellationToken">Ends the waiting. The service may have taken the message already.</param>
    /// <returns>How it ended. Everything that a service, a network or an endpoint can do wrong is an outcome, not an exception.</returns>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<PushOutcome> SendAsync(
        PushSubscription subscription, PushMessage message, VapidIdentity identity, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(subscription);
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(identity);
        cancellationToken.ThrowIfCancellationRequested();
        var verdict = options.EndpointPolicy.Check(subscription);
        if (verdict != EndpointVerdict.Allowed)
        {
            return new PushOutcome.Refused(verdict);
        }

        using var request = Request(subscription, message, identity);
        var outcome = await AttemptAsync(request, cancellationToken).ConfigureAwait(false);
        if (outcome is PushOutcome.Unauthorized)
        {
            identity.Renew(subscription.Origin);
        }

        return outcome;
    }

    /// <inheritdoc/>
    public void Dispose() => invoker.Dispose();

    private async Task<PushOutcome> AttemptAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.RequestTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            using var response = await invoker.SendAsync(request, either.Token).ConfigureAwait(false);
            return await PushAnswer.ReadAsync(response, time.GetUtcNow(), either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new PushOutcome.Retry(RetryCause.TimedOut, status: null, retryAfter: null);
        }
        catch (Exception exception) when (exception is EndpointRefusedException || exception.InnerException is EndpointRefusedException)
        {
            return new PushOutcome.Refused(EndpointVerdict.AddressNotPublic);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return new PushOutcome.Retry(RetryCause.NetworkFailure, status: null, retryAfter: null) { Diagnostics = exception.Message };
        }
    }

    private HttpRequestMessage Request(PushSubscription subscription, PushMessage message, VapidIdentity identity)
    {
        var content = new ByteArrayContent(encryptor.Encrypt(message.Payload.Span, subscription));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        content.Headers.ContentEncoding.Add("aes128gcm");
        var request = new HttpRequestMessage(HttpMethod.Post, subscription.Target.Uri)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            Content = content,
        };
        AddHeaders(request.Headers, message, identity.AuthorizationFor(subscription));
        if (message.TimeToLive < TimeSpan.FromSeconds(1) && IsMicrosoft(subscription.Target.Host))
        {
            // Microsoft's service answers 400 to a TTL of zero without it.
            request.Headers.TryAddWithoutValidation("X-WNS-Cache-Policy", "no-cache");
        }

        return request;
    }

    private static void AddHeaders(HttpRequestHeaders headers, PushMessage message, string authorization)
    {
        headers.TryAddWithoutValidation("Authorization", authorization);
        headers.TryAddWithoutValidation("TTL", ((long)message.TimeToLive.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        headers.TryAddWithoutValidation("Urgency", UrgencyText(message.Urgency));
        if (message.Topic is { } topic)
        {
            headers.TryAddWithoutValidation("Topic", topic);
        }
    }

    private static string UrgencyText(PushUrgency urgency) => urgency switch
    {
        PushUrgency.VeryLow => "very-low",
        PushUrgency.Low => "low",
        PushUrgency.Normal => "normal",
        PushUrgency.High => "high",
    };

    private static bool IsMicrosoft(string host) => host.EndsWith(".notify.windows.com", StringComparison.OrdinalIgnoreCase);

    private static SocketsHttpHandler Handler(PushSenderOptions options)
    {
        var connector = new GuardedConnector(options.EndpointPolicy, options.ResolveHost, options.Connect);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            ConnectTimeout = options.ConnectTimeout,
            PooledConnectionLifetime = options.ConnectionLifetime,
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = TimeSpan.FromMinutes(1),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
            MaxResponseHeadersLength = MaxAnswerHeaderKilobytes,
            MaxResponseDrainSize = MaxDrainBytes,
            ConnectCallback = (context, cancellationToken) => connector.ConnectAsync(context.DnsEndPoint, cancellationToken),
        };
        options.Configure?.Invoke(handler);
        return handler;
    }
}
