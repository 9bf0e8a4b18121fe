using Queue.Benchmarks.Load;
using Queue.Benchmarks.Report;
using Queue.Benchmarks.Servers;

namespace Queue.Benchmarks.Rows;

/// <summary>
/// A thousand guests wait in one room, each for its own view, and the host calls the next party, which moves them all. Timed from the
/// sending of the host's command, so its commit is in it.
/// </summary>
internal static class FanOutToWaiters
{
    private const int Waiters = 1000;
    private static readonly TimeSpan Goal = TimeSpan.FromMilliseconds(50);

    public static async Task<IReadOnlyList<Row>> MeasureAsync(Bench bench)
    {
        using var server = await bench.StartQueueAsync();
        return
        [
            await MeasureAsync(bench, server, "long poll", "snapshot", (connection, path) => new LongPollWaiter(connection, path)),
            await MeasureAsync(bench, server, "socket", "connect", (connection, path) => new SocketWaiter(connection, path)),
        ];
    }

    private static async Task<Row> MeasureAsync(
        Bench bench, QueueProcess server, string how, string route, Func<Connection, string, Waiter> open)
    {
        var (warmUp, changes) = bench.Options.IsQuick ? (10, 10) : (25, 25);
        using var http = new HttpClient { BaseAddress = server.Address };
        var queue = await Waitlist.OpenAsync(http);
        var parties = new List<string>();
        using var joiner = new JoinClient(new Connection(server.EndPoint), queue, new GuestNames()) { Joined = parties.Add };
        ClosedLoop.Run([joiner], Waiters + warmUp + changes + 1);

        // Those at the front are the ones that are called. The first call moves nobody, the others all.
        var waiting = parties[^Waiters..];
        using var host = new Connection(server.EndPoint);
        var advance = Requests.Post($"{queue.Path}/advance", "{}", queue.HostHeader);
        host.Ask(advance);
        var waiters = waiting.ConvertAll(party => open(new Connection(server.EndPoint), $"{queue.Path}/{route}?partyId={party}"));
        FanOut.Run(waiters, host, advance, warmUp);
        var latencies = FanOut.Run(waiters, host, advance, changes);
        waiters.ForEach(waiter => waiter.Dispose());
        return new Row(
            $"change → {how} of {Waiters:N0} waiting guests",
            $"p99 ≤ {Goal.TotalMilliseconds:F0} ms",
            latencies.ToString(),
            "",
            latencies.Quantile(0.99) <= Goal);
    }
}
