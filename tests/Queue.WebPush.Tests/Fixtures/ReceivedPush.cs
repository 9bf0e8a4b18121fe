using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Queue.WebPush.Tests.Fixtures;

/// <summary>A request as the push service saw it, with the first thing that is wrong with it.</summary>
internal sealed class ReceivedPush(HttpContext context, byte[] body, byte[]? payload, string? problem)
{
    private static readonly FrozenSet<string> KnownHeaders = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Host", "Authorization", "TTL", "Urgency", "Topic", "Content-Type", "Content-Encoding", "Content-Length", "X-WNS-Cache-Policy");

    public string Path { get; } = context.Request.Path.Value ?? "";

    public string Protocol { get; } = context.Request.Protocol;

    public IReadOnlyDictionary<string, string> Headers { get; } =
        context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);

    public byte[] Body { get; } = body;

    public byte[]? Payload { get; } = payload;

    public string? Problem { get; } = problem;

    public static async Task<ReceivedPush> ReadAsync(HttpContext context, Subscriber subscriber, DateTimeOffset now)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer);
        var body = buffer.ToArray();
        try
        {
            CheckHeaders(context.Request);
            CheckToken(context.Request, now);
            return new ReceivedPush(context, body, subscriber.Decrypt(body), problem: null);
        }
        catch (Exception exception) when (exception is FormatException or CryptographicException)
        {
            return new ReceivedPush(context, body, payload: null, exception.Message);
        }
    }

    private static void CheckHeaders(HttpRequest request)
    {
        var headers = request.Headers;
        Require(HttpMethods.IsPost(request.Method), "The method is not POST.");
        Require(headers.ContentEncoding is ["aes128gcm"], $"Content-Encoding: {headers.ContentEncoding}");
        Require(headers.ContentType is ["application/octet-stream"], $"Content-Type: {headers.ContentType}");
        Require(request.ContentLength is > 0 and <= 4096, $"Content-Length: {request.ContentLength}");
        Require(headers["TTL"] is [var ttl] && uint.TryParse(ttl, NumberStyles.None, CultureInfo.InvariantCulture, out _), $"TTL: {headers["TTL"]}");
        Require(headers["Urgency"] is ["very-low" or "low" or "normal" or "high"], $"Urgency: {headers["Urgency"]}");
        Require(headers["Topic"].Count <= 1, "There are two topics.");
        Require(headers.Keys.All(KnownHeaders.Contains), $"Too many headers: {string.Join(", ", headers.Keys)}");
    }

    private static void CheckToken(HttpRequest request, DateTimeOffset now)
    {
        Require(request.Headers.Authorization.Count == 1, "There is not one Authorization header.");
        var claims = VapidCheck.Verify(request.Headers.Authorization.ToString());
        Require(string.Equals(claims.Audience, $"{request.Scheme}://{request.Host.Value}", StringComparison.Ordinal), $"aud {claims.Audience} is not this service.");
        Require(claims.Expires > now && claims.Expires <= now.AddHours(24), $"exp {claims.Expires:O} at {now:O}");
        Require(claims.Subject.StartsWith("mailto:", StringComparison.Ordinal), $"sub {claims.Subject}");
    }

    private static void Require(bool condition, string problem)
    {
        if (!condition)
        {
            throw new FormatException(problem);
        }
    }
}
