using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Queue.Browser.Tests.Firefox;

/// <summary>WebDriver BiDi as far as these tests need it: commands and their answers (https://w3c.github.io/webdriver-bidi/).</summary>
internal sealed class BiDiConnection : IAsyncDisposable
{
    private readonly ClientWebSocket socket = new();
    private readonly SemaphoreSlim sending = new(1);
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode>> open = new();
    private readonly CancellationTokenSource ended = new();
    private Task reading = Task.CompletedTask;
    private int last;

    public static async Task<BiDiConnection> OpenAsync(Uri browser)
    {
        var connection = new BiDiConnection();
        using var longest = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
        await connection.socket.ConnectAsync(new Uri(browser, "/session"), longest.Token);
        connection.reading = connection.ReadAsync();
        await connection.SendAsync("session.new", new JsonObject { ["capabilities"] = new JsonObject() });
        return connection;
    }

    /// <summary>Sends a command and gives its result; an error names the command.</summary>
    public async Task<JsonNode> SendAsync(string method, JsonObject parameters)
    {
        var id = Interlocked.Increment(ref last);
        var answer = open.GetOrAdd(id, static _ => new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously));
        var text = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters }.ToJsonString();
        await sending.WaitAsync(ended.Token);
        try
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, ended.Token);
        }
        finally
        {
            sending.Release();
        }

        var message = await answer.Task.WaitAsync(TimeSpan.FromSeconds(90), TimeProvider.System);
        return (string?)message["type"] is "success"
            ? message["result"]!
            : throw new InvalidOperationException($"{method}: {message.ToJsonString()}");
    }

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await reading;
        socket.Dispose();
        sending.Dispose();
        ended.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            while (true)
            {
                var message = JsonNode.Parse(await ReadTextAsync())!;
                if ((int?)message["id"] is { } id && open.TryRemove(id, out var answer))
                {
                    answer.SetResult(message);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            foreach (var waiting in open.Values)
            {
                waiting.TrySetException(new InvalidOperationException("The connection to the browser has ended.", e));
            }
        }
    }

    private async Task<string> ReadTextAsync()
    {
        using var text = new MemoryStream();
        var buffer = new byte[16 * 1024];
        WebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(buffer, ended.Token);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                throw new WebSocketException("The browser has closed the connection.");
            }

            text.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return Encoding.UTF8.GetString(text.ToArray());
    }
}
