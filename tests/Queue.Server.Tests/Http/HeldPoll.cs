using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Http;

/// <summary>A server on a manual clock with a queue in which Ann and Bo wait, and polls that are known to be held.</summary>
internal sealed class HeldPoll : IAsyncDisposable
{
    private HeldPoll(ManualTime time, TestServer server, WaitlistClient queue, string ann)
    {
        Time = time;
        Server = server;
        Queue = queue;
        Ann = ann;
    }

    public ManualTime Time { get; }

    public TestServer Server { get; }

    public WaitlistClient Queue { get; }

    public string Ann { get; }

    public static async Task<HeldPoll> StartAsync(string options = "\"maxGuests\":100", string[]? settings = null)
    {
        var time = new ManualTime();
        var server = await TestServer.StartAsync(time, settings ?? []);
        var queue = await WaitlistClient.CreateAsync(server.Http, options);
        return new HeldPoll(time, server, queue, await queue.JoinAsync("Ann"));
    }

    public Task<Answer> AskAsync(string view, params (string Name, string Value)[] headers) => AskAsync(HttpMethod.Get, view, headers);

    /// <summary>Sends a poll that has the current view, and returns when the server is known to hold it.</summary>
    public async Task<(Task<Answer> Answer, Answer Current)> HoldAsync(
        string view, int seconds, HttpMethod? method = null, int expected = 1)
    {
        var current = await AskAsync(view);
        var answer = AskAsync(method ?? HttpMethod.Get, view, ("Prefer", $"wait={seconds}"), ("If-None-Match", current.ETag!));
        var wait = TimeSpan.FromSeconds(Math.Min(seconds, 25));
        await Eventually.TrueAsync($"the {view} poll is held", () => answer.IsCompleted || Time.CountDueIn(wait) >= expected);
        return (answer, current);
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private Task<Answer> AskAsync(HttpMethod method, string view, params (string Name, string Value)[] headers) => view switch
    {
        "host" => Server.Http.SendAsync(method, $"{Queue.Path}/snapshot", null, [("x-host-auth", Queue.HostToken), .. headers]),
        "guest" => Server.Http.SendAsync(method, $"{Queue.Path}/snapshot?partyId={Ann}", null, headers),
        "public" => Server.Http.SendAsync(method, $"{Queue.Path}/snapshot", null, headers),
        "status" => Server.Http.SendAsync(method, Queue.Path, null, headers),
        _ => Server.Http.SendAsync(method, $"{Queue.Path}/display", null, headers),
    };
}
