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
        for (var warm = TimeSpan.Zero; warm < bench.Options.WarmUp; warm += bench.Options.Turn)
        {
            await InFreshQueuesAsync(http, server, names, clients => ClosedLoop.Run(clients, bench.Options.Turn, server.Cpu));
        }

        var (joins, rows) = (new List<double>(), new List<double>());
        for (var i = 0; i < bench.Options.Turns; i++)
        {
            var turn = await InFreshQueuesAsync(
                http, server, names, clients => ClosedLoop.Run(clients, bench.Options.Turn, server.Cpu));
            joins.Add(turn.PerSecond);
            rows.Add(inserts.Run(bench.Options.Turn).PerSecond);
        }

        return [Compare(joins, rows), await AtHalfRateAsync(bench, http, server, names, new Figures(joins).Median / 2)];
    }

    private static Row Compare(List<double> joins, List<double> rows)
    {
        var ratio = new Figures(joins.Zip(rows, (ours, other) => ours / other));
        return new Row(
            $"durable join, {Connections} clients over {Queues} queues",
            $"≥ {Goal:F1} x one insert a transaction, aim 1.5 x",
            $"{new Figures(joins).Text("N0")}/s against {new Figures(rows).Text("N0")}/s",
            ratio.Ratio(),
            ratio.Median >= Goal);
    }

    // Between the turns the inserts show what the disk does at that time: no join can be on it sooner than they are.
    private static async Task<Row> AtHalfRateAsync(Bench bench, HttpClient http, QueueProcess server, GuestNames names, double rate)
    {
        using var inserts = new RowInserts(bench.NewFolder(), Queues);
        var latencies = new Latencies();
        for (var i = 0; i < bench.Options.Turns; i++)
        {
            latencies.Add(await InFreshQueuesAsync(
                http, server, names, clients => ConstantRate.Run(clients, rate, bench.Options.Turn * 2)));
            inserts.Run(bench.Options.Turn / 2);
        }

        return new Row(
            $"durable join at half that rate ({rate:N0}/s, constant)",
            $"p99 ≤ {GoalP99.TotalMilliseconds:F0} ms",
            $"{latencies}; a plain insert: {inserts.Times}",
            "",
            latencies.Quantile(0.99) <= GoalP99);
    }

    // Fresh queues each time, so that no turn has longer ones than another.
    private static async Task<T> InFreshQueuesAsync<T>(
        HttpClient http, QueueProcess server, GuestNames names, Func<IReadOnlyList<Client>, T> load)
    {
        var queues = await Waitlist.OpenAsync(http, Queues);
        using var clients = new ClientSet(Enumerable.Range(0, Connections).Select(
            i => new JoinClient(new Connection(server.EndPoint), queues[i % Queues], names)));
        return load(clients.All);
    }
}
