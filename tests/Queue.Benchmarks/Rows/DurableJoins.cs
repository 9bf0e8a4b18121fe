using Queue.Benchmarks.Load;
using Queue.Benchmarks.Report;
using Queue.Benchmarks.Servers;

namespace Queue.Benchmarks.Rows;

/// <summary>Joins, each answered when it is on the disk, against plain inserts into the same file system.</summary>
internal static class DurableJoins
{
    private const int Queues = 40;
    private const int Connections = 128;
    private const double Goal = 1.0;
    private static readonly TimeSpan GoalP99 = TimeSpan.FromMilliseconds(50);

    public static async Task<IReadOnlyList<Row>> MeasureAsync(Bench bench)
    {
        using var server = await bench.StartQueueAsync();
        using var http = new HttpClient { BaseAddress = server.Address };
        using var inserts = new RowInserts(bench.NewFolder(), Queues);
        var names = new GuestNames();
        await JoinAsync(bench.Options.WarmUp);
        inserts.Run(bench.Options.Turn);
        var (joins, rows) = (new List<double>(), new List<double>());
        for (var i = 0; i < bench.Options.Turns; i++)
        {
            joins.Add((await JoinAsync(bench.Options.Turn)).PerSecond);
            rows.Add(inserts.Run(bench.Options.Turn).PerSecond);
        }

        var ratio = new Figures(joins.Zip(rows, (ours, other) => ours / other));
        var half = new Figures(joins).Median / 2;
        using var steady = await ClientsAsync(http, server, names);
        var latencies = ConstantRate.Run(steady.All, half, bench.Options.WarmUp);
        return
        [
            new Row(
                $"durable join, {Connections} clients over {Queues} queues",
                $"≥ {Goal:F1} x one insert a transaction, aim 1.5 x",
                $"{new Figures(joins).Text("N0")}/s against {new Figures(rows).Text("N0")}/s",
                ratio.Ratio(),
                ratio.Median >= Goal),
            new Row(
                $"durable join at half that rate ({half:N0}/s, constant)",
                $"p99 ≤ {GoalP99.TotalMilliseconds:F0} ms",
                latencies.ToString(),
                "",
                latencies.Quantile(0.99) <= GoalP99),
        ];

        // Fresh queues each time, so that no turn has longer ones than another.
        async Task<Throughput> JoinAsync(TimeSpan duration)
        {
            using var clients = await ClientsAsync(http, server, names);
            return ClosedLoop.Run(clients.All, duration, server.Cpu);
        }
    }

    private static async Task<ClientSet> ClientsAsync(HttpClient http, QueueProcess server, GuestNames names)
    {
        var queues = await Waitlist.OpenAsync(http, Queues);
        return new ClientSet(Enumerable.Range(0, Connections).Select(
            i => new JoinClient(new Connection(server.EndPoint), queues[i % Queues], names)));
    }
}
