using System.Text;
using Queue.Benchmarks.Load;
using Queue.Benchmarks.Report;
using Queue.Benchmarks.Servers;

namespace Queue.Benchmarks.Rows;

/// <summary>
/// The poll, unchanged and whole, against a bare server that gives the very same answers. Each server has a core for itself, the
/// generator another; the ratio is of requests per second of the server's processor time, which other programs disturb least.
/// </summary>
internal static class UnchangedPolls
{
    private const int Parties = 30;
    private const int Connections = 64;

    public static async Task<IReadOnlyList<Row>> MeasureAsync(Bench bench)
    {
        using var server = await bench.StartQueueAsync(Machine.ServerCore);
        using var target = await PollTarget.OpenAsync(server, Parties);
        return
        [
            await MeasureAsync(bench, server, "unchanged host poll, 304", target.Host, isUnchanged: true, 0.85),
            await MeasureAsync(bench, server, "unchanged public poll, 304", target.Public, isUnchanged: true, 0.85),
            await MeasureAsync(bench, server, "unchanged guest poll, 304", target.Guest, isUnchanged: true, 0.75),
            await MeasureAsync(bench, server, "guest poll, 200", target.Guest, isUnchanged: false, 0.75),
        ];
    }

    private static async Task<Row> MeasureAsync(
        Bench bench, QueueProcess server, string what, PollKind kind, bool isUnchanged, double goal)
    {
        var request = isUnchanged ? kind.Conditional : kind.Plain;
        var status = isUnchanged ? 304 : 200;
        using var bare = await BareProcess.StartAsync(
            bench.NewFolder(), request, isUnchanged ? kind.Unchanged : kind.Whole, Machine.ServerCore);
        using var ours = new PollLoad(server, request, status, Connections);
        using var other = new PollLoad(bare, request, status, Connections);
        ours.Run(bench.Options.WarmUp);
        other.Run(bench.Options.WarmUp);
        var pairs = bench.InTurn(() => ours.Run(bench.Options.Turn), () => other.Run(bench.Options.Turn));
        var ratios = new Figures(pairs.Select(pair => pair.Ours.PerCpuSecond / pair.Other.PerCpuSecond));
        return new Row(
            what,
            $"≥ {goal:F2} x the bare handler",
            $"{new Figures(pairs.Select(p => p.Ours.PerSecond)).Text("N0")}/s against {new Figures(pairs.Select(p => p.Other.PerSecond)).Text("N0")}/s",
            ratios.Ratio(),
            ratios.Median >= goal);
    }
}

/// <summary>One way to poll: the requests and the answers to them.</summary>
internal sealed record PollKind(byte[] Plain, byte[] Whole, byte[] Conditional, byte[] Unchanged);

/// <summary>A queue to poll.</summary>
internal sealed class PollTarget : IDisposable
{
    private readonly Connection connection;

    private PollTarget(Connection connection) => this.connection = connection;

    public required PollKind Host { get; init; }

    public required PollKind Public { get; init; }

    public required PollKind Guest { get; init; }

    public static async Task<PollTarget> OpenAsync(ChildProcess server, int parties)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        var queue = await Waitlist.OpenAsync(http);
        var connection = new Connection(server.EndPoint, 256 * 1024);
        var party = "";
        using var joiner = new JoinClient(new Connection(server.EndPoint), queue, new GuestNames()) { Joined = id => party = id };
        ClosedLoop.Run([joiner], parties);
        var path = $"{queue.Path}/snapshot";
        return new PollTarget(connection)
        {
            Host = Kind(connection, path, queue.HostHeader),
            Public = Kind(connection, path),
            Guest = Kind(connection, $"{path}?partyId={party}"),
        };
    }

    public void Dispose() => connection.Dispose();

    private static PollKind Kind(Connection connection, string path, params string[] headers)
    {
        var plain = Requests.Get(path, headers);
        var answer = connection.Ask(plain);
        var conditional = Requests.Get(path, [.. headers, $"If-None-Match: {answer.Header("ETag")}"]);
        var whole = Encoding.UTF8.GetBytes(answer.ToString());
        return new PollKind(plain, whole, conditional, Encoding.UTF8.GetBytes(connection.Ask(conditional).ToString()));
    }
}

/// <summary>Many connections that ask one server the same.</summary>
internal sealed class PollLoad : IDisposable
{
    private readonly ChildProcess server;
    private readonly Client[] clients;

    public PollLoad(ChildProcess server, byte[] request, int status, int connections)
    {
        this.server = server;
        clients = [.. Enumerable.Range(0, connections).Select(_ => new RepeatClient(new Connection(server.EndPoint, 64 * 1024), request, status))];
    }

    public Throughput Run(TimeSpan duration) => Machine.OnGeneratorCore(() => ClosedLoop.Run(clients, duration, server.Cpu));

    /// <summary>Asks this often.</summary>
    public void Run(long requests) => ClosedLoop.Run(clients, requests);

    public void Dispose()
    {
        foreach (var client in clients)
        {
            client.Dispose();
        }
    }
}
