using System.Net;
using Queue.Server.Snapshots;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Redis;

/// <summary>
/// Parties that join and leave at the writer, and hosts, guests and passers-by that poll both servers meanwhile. Nothing may fail, and
/// nobody may be shown a lower version than before.
/// </summary>
internal sealed class RedisLoad : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource stopping = new();
    private readonly RedisPair pair;
    private readonly List<Task> running = [];
    private int changes;

    private RedisLoad(RedisPair pair, WaitlistClient[] queues) => (this.pair, Queues) = (pair, queues);

    public WaitlistClient[] Queues { get; }

    /// <summary>How many commands were accepted so far.</summary>
    public int Changes => Volatile.Read(ref changes);

    public static async Task<RedisLoad> StartAsync(RedisPair pair, int queues = 2)
    {
        var opened = new WaitlistClient[queues];
        var load = new RedisLoad(pair, opened);
        for (var i = 0; i < queues; i++)
        {
            opened[i] = await WaitlistClient.CreateAsync(pair.Writer.Http);
            await load.AddAsync(opened[i], await opened[i].JoinAsync("Guest who stays"));
        }

        return load;
    }

    /// <summary>Waits until so many more commands were accepted.</summary>
    public Task MoreChangesAsync(int more)
    {
        var enough = Changes + more;
        return Eventually.TrueAsync("the load goes on", () => Task.FromResult(Changes >= enough || running.Exists(task => task.IsFaulted)), TimeSpan.FromSeconds(120));
    }

    /// <summary>Ends it; throws what went wrong.</summary>
    public async Task StopAsync()
    {
        await stopping.CancelAsync();
        await Task.WhenAll(running);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await Task.WhenAll(running).ContinueWith(_ => { });
        stopping.Dispose();
    }

    private async Task AddAsync(WaitlistClient queue, string guest)
    {
        // The reader knows the room before anything happens.
        Assert.Equal(HttpStatusCode.OK, (await pair.Reader.Http.ReadAsync(queue.Path)).Status);
        running.Add(ChangeAsync(queue));
        foreach (var http in (HttpClient[])[pair.Writer.Http, pair.Reader.Http])
        {
            running.Add(PollAsync(http, $"{queue.Path}/snapshot", ("x-host-auth", queue.HostToken)));
            running.Add(PollAsync(http, $"{queue.Path}/snapshot?partyId={guest}"));
            running.Add(PollAsync(http, $"{queue.Path}/snapshot"));
        }
    }

    private async Task ChangeAsync(WaitlistClient queue)
    {
        while (!stopping.IsCancellationRequested)
        {
            var party = await queue.JoinAsync();
            var kicked = await queue.PartyAsync("kick", party);
            Assert.True(kicked.Status == HttpStatusCode.OK, kicked.Text);
            Interlocked.Add(ref changes, 2);
            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    private async Task PollAsync(HttpClient http, string path, params (string Name, string Value)[] headers)
    {
        var (highest, tag) = (default(SnapshotVersion), "\"none\"");
        while (!stopping.IsCancellationRequested)
        {
            var answer = await http.ReadAsync(path, [("If-None-Match", tag), .. headers]);
            Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.NotModified, $"{path}: {(int)answer.Status} {answer.Text}");
            Assert.True(SnapshotVersion.TryParse(answer.Header("Queue-Version"), out var version));
            Assert.False(highest.IsNewerThan(version), $"{path} went back from {highest} to {version}");
            (highest, tag) = (version, answer.ETag!);
            await Task.Delay(Pause, TimeProvider.System);
        }
    }
}
