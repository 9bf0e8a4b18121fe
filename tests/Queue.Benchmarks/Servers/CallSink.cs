using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.WebUtilities;

namespace Queue.Benchmarks.Servers;

/// <summary>A push service on loopback that takes everything and tells when an urgent alert has arrived for whom.</summary>
internal sealed class CallSink : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly ConcurrentDictionary<string, TaskCompletionSource> awaited = new(StringComparer.Ordinal);

    private CallSink()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        application = builder.Build();
        application.Run(Take);
    }

    public static async Task<CallSink> StartAsync()
    {
        var sink = new CallSink();
        await sink.application.StartAsync();
        return sink;
    }

    /// <summary>A browser's subscription: its endpoint and keys.</summary>
    public object NewSubscription(string id)
    {
        awaited[id] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        byte[] uncompressed = [4, .. point.X ?? [], .. point.Y ?? []];
        return new
        {
            endpoint = $"{application.Urls.First()}/{id}",
            keys = new
            {
                p256dh = WebEncoders.Base64UrlEncode(uncompressed),
                auth = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(16)),
            },
        };
    }

    /// <summary>Completes when an urgent alert for this browser has arrived: a call.</summary>
    public Task CalledAsync(string id) => awaited[id].Task;

    public ValueTask DisposeAsync() => application.DisposeAsync();

    private Task Take(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status201Created;
        if (context.Request.Headers["Urgency"] == "high" && awaited.TryGetValue(context.Request.Path.Value?[1..] ?? "", out var called))
        {
            called.TrySetResult();
        }

        return Task.CompletedTask;
    }
}
