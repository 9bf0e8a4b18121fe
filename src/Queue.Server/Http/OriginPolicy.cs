using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Queue.Core.Rooms;
using Queue.Server.Configuration;

namespace Queue.Server.Http;

/// <summary>
/// Which pages may use this server, and the headers that every answer carries: CORS for own and allow-listed origins with
/// credentials; any origin without them where programs show a key or token with every request; and what tells browsers to be careful. On every answer, 304 and errors included: a header that is missing on a
/// 304 breaks only cross-origin clients, and only sometimes.
/// </summary>
internal sealed class OriginPolicy(RequestDelegate next, IOptions<QueueOptions> options)
{
    private static readonly StringValues VaryOrigin = "Origin";
    private static readonly StringValues AnyOrigin = "*";
    private static readonly PathString[] OpenPaths =
        ["/api/keys", "/api/queues", "/api/rooms", "/api/jobs", "/api/job-state", "/ws/progress"];
    private static readonly StringValues True = "true";
    private static readonly StringValues Exposed = "etag, queue-version, retry-after, preference-applied";
    private static readonly StringValues ExposedToPrograms = Exposed + ", location, queue-has-more, queue-first-seq, queue-last-seq";
    private static readonly StringValues AllowedHeaders =
        "content-type, cf-connecting-ip, authorization, x-host-auth, if-none-match, idempotency-key, prefer, if-match";
    private static readonly StringValues AllowedMethods = "GET, POST, OPTIONS, HEAD, PATCH, DELETE";
    private static readonly StringValues MaxAge = "600";
    private static readonly StringValues NoSniff = "nosniff";
    private static readonly StringValues NoReferrer = "no-referrer";
    private static readonly StringValues Csp = "default-src 'none'; frame-ancestors 'none'";
    private static readonly StringValues Hsts = "max-age=31536000";

    private readonly HashSet<string> allowed = new(options.Value.Origins, StringComparer.OrdinalIgnoreCase);
    private readonly string? publicOrigin = options.Value.PublicBaseUrl?.GetLeftPart(UriPartial.Authority);
    private OwnOrigin? lastOwn;

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = NoSniff;
        headers["Referrer-Policy"] = NoReferrer;
        headers.ContentSecurityPolicy = Csp;
        if (request.IsHttps)
        {
            headers.StrictTransportSecurity = Hsts;
        }

        if (IsOpen(request.Path))
        {
            headers.AccessControlAllowOrigin = AnyOrigin;
            headers.AccessControlExposeHeaders = ExposedToPrograms;
            return Continue(context);
        }

        headers.Vary = VaryOrigin;
        var own = Own(request);
        var origin = request.Headers.Origin;
        if (origin.Count > 0 && !IsAllowed(origin.ToString(), own.Text))
        {
            return Problem.OriginNotAllowed.WriteAsync(context);
        }

        headers.AccessControlAllowOrigin = origin.Count > 0 ? origin : own.Header;
        headers.AccessControlAllowCredentials = True;
        headers.AccessControlExposeHeaders = Exposed;
        return Continue(context);
    }

    // Nothing there depends on what a browser sends by itself, so no page can do harm with it.
    private static bool IsOpen(PathString path)
    {
        // A loop: a lambda would be allocated with every poll.
        foreach (var open in OpenPaths)
        {
            if (path.StartsWithSegments(open, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private Task Continue(HttpContext context) =>
        HttpMethods.IsOptions(context.Request.Method) ? AnswerPreflight(context) : next(context);

    /// <summary>The address under which guests reach this server: as configured, else as in this request.</summary>
    public static string BaseUrl(HttpRequest request, QueueOptions options) =>
        options.PublicBaseUrl?.ToString().TrimEnd('/') ?? $"{request.Scheme}://{request.Host}";

    /// <summary>The address at which guests join a queue.</summary>
    public static string JoinUrl(HttpRequest request, QueueOptions options, RoomCode code) => $"{BaseUrl(request, options)}/q/{code}";

    private static Task AnswerPreflight(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.AccessControlAllowHeaders = AllowedHeaders;
        headers.AccessControlAllowMethods = AllowedMethods;
        headers.AccessControlMaxAge = MaxAge;
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private bool IsAllowed(string origin, string own) =>
        string.Equals(origin, own, StringComparison.OrdinalIgnoreCase)
        || string.Equals(origin, publicOrigin, StringComparison.OrdinalIgnoreCase)
        || allowed.Contains(origin);

    // Nearly all requests come to one host name; its header is built once.
    private OwnOrigin Own(HttpRequest request)
    {
        var (scheme, host) = (request.Scheme, request.Host.Value ?? "");
        var last = lastOwn;
        if (last is not null && string.Equals(last.Scheme, scheme, StringComparison.Ordinal) && string.Equals(last.Host, host, StringComparison.Ordinal))
        {
            return last;
        }

        var text = $"{scheme}://{host}";
        return lastOwn = new OwnOrigin(scheme, host, text, text);
    }

    private sealed record OwnOrigin(string Scheme, string Host, string Text, StringValues Header);
}
