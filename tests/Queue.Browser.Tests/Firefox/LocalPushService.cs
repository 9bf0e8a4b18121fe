using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Queue.Browser.Tests.Firefox;

/// <summary>
/// A push service on this machine for one Firefox: to the browser it speaks what Mozilla's own speaks (autopush, JSON over a
/// WebSocket), to the sender RFC 8030. What the sender posts goes on encrypted as it came: only the browser can read it.
/// </summary>
internal sealed class LocalPushService : IAsyncDisposable
{
    // Firefox offers this and takes no other.
    private const string Protocol = "push-notification";

    private readonly WebApplication application;
    private readonly CancellationTokenSource ended = new();
    private readonly Channel<JsonObject> outgoing = Channel.CreateUnbounded<JsonObject>();
    private readonly ConcurrentDictionary<string, bool> channels = new(StringComparer.Ordinal);

    private LocalPushService(WebApplication application) => this.application = application;

    /// <summary>Where Firefox connects to.</summary>
    public Uri Address => new($"ws://127.0.0.1:{Port}/");

    /// <summary>Versions of the messages that Firefox said it has decrypted and handed to the page's worker, or not.</summary>
    public ConcurrentQueue<(string Version, int Code)> Acknowledged { get; } = new();

    private int Port => new Uri(application.Urls.First()).Port;

    public static async Task<LocalPushService> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var application = builder.Build();
        var service = new LocalPushService(application);
        application.UseWebSockets();
        application.MapGet("/", service.ServeBrowserAsync);
        application.MapPost("/push/{channel}", service.TakeAsync);
        await application.StartAsync();
        return service;
    }

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await application.DisposeAsync();
        ended.Dispose();
    }

    // RFC 8030, as far as senders need it.
    private async Task TakeAsync(HttpContext context, string channel)
    {
        if (!channels.ContainsKey(channel))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var version = Guid.NewGuid().ToString("N");
        await outgoing.Writer.WriteAsync(new JsonObject
        {
            ["messageType"] = "notification",
            ["channelID"] = channel,
            ["version"] = version,
            ["ttl"] = 60,
            ["data"] = Base64Url.EncodeToString(body.ToArray()),
            ["headers"] = new JsonObject { ["encoding"] = context.Request.Headers.ContentEncoding.ToString() },
        });
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Location = $"http://127.0.0.1:{Port}/message/{version}";
    }

    private async Task ServeBrowserAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync(Protocol);
        using var closed = CancellationTokenSource.CreateLinkedTokenSource(ended.Token, context.RequestAborted);
        var sending = SendAsync(socket, closed.Token);
        try
        {
            while (await ReadAsync(socket, closed.Token) is { } message)
            {
                if (Answer(message) is { } answer)
                {
                    await outgoing.Writer.WriteAsync(answer, closed.Token);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // The browser or the test has ended.
        }

        await closed.CancelAsync();
        await sending;
    }

    private JsonObject? Answer(JsonObject message)
    {
        switch ((string?)message["messageType"])
        {
            case "hello":
                return new JsonObject { ["messageType"] = "hello", ["status"] = 200, ["uaid"] = Guid.NewGuid().ToString("N"), ["use_webpush"] = true };
            case "register":
                var channel = (string)message["channelID"]!;
                channels[channel] = true;
                return new JsonObject
                {
                    ["messageType"] = "register",
                    ["channelID"] = channel,
                    ["status"] = 200,
                    ["pushEndpoint"] = $"http://127.0.0.1:{Port}/push/{channel}",
                };
            case "unregister":
                channels.TryRemove((string)message["channelID"]!, out _);
                return new JsonObject { ["messageType"] = "unregister", ["channelID"] = (string?)message["channelID"], ["status"] = 200 };
            case "ack":
                foreach (var update in message["updates"]!.AsArray())
                {
                    Acknowledged.Enqueue(((string)update!["version"]!, (int?)update["code"] ?? 0));
                }

                return null;
            case null:
                return []; // A ping is an empty object, and so is its answer.
            default:
                return null;
        }
    }

    private async Task SendAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var message in outgoing.Reader.ReadAllAsync(cancellationToken))
            {
                await socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, true, cancellationToken);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // As above.
        }
    }

    private static async Task<JsonObject?> ReadAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        using var text = new MemoryStream();
        var buffer = new byte[4096];
        WebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(buffer, cancellationToken);
            text.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return part.MessageType == WebSocketMessageType.Text ? JsonSerializer.Deserialize<JsonObject>(text.ToArray()) : null;
    }
}
