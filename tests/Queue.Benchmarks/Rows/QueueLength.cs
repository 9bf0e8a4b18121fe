using Queue.Benchmarks.Load;
using Queue.Benchmarks.Report;
using Queue.Benchmarks.Servers;

namespace Queue.Benchmarks.Rows;

/// <summary>Whether a poll and a join cost more in a long queue than in a short one, in processor time of the server.</summary>
internal static class QueueLength
{
    private const int Short = 10;
    private const int Long = 1000;
    private const int Connections = 32;

    // What differs by less is noise on a shared machine.
    private const double Flat = 1.15;
    private const double JoinGoal = 2;

    public static async Task<IReadOnlyList<Row>> MeasureAsync(Bench bench)
    {
        using var server = await bench.StartQueueAsync(Machine.ServerCore);
        return [await PollsAsync(bench, server), await JoinsAsync(bench, server)];
    }

    private static async Task<Row> PollsAsync(Bench bench, QueueProcess server)
    {
        using var few = await PollTarget.OpenAsync(server, Short);
        using var many = await PollTarget.OpenAsync(server, Long);
        using var shortLoad = new PollLoad(server, few.Guest.Conditional, 304, Connections);
        using var longLoad = new PollLoad(server, many.Guest.Conditional, 304, Connections);
        shortLoad.Run(bench.Options.WarmUp);
        var pairs = bench.InTurn(() => longLoad.Run(bench.Options.Turn), () => shortLoad.Run(bench.Options.Turn));
        return Compare("an unchanged guest poll", $"flat (≤ {Flat:F2} x)", Flat, pairs);
    }

    private static async Task<Row> JoinsAsync(Bench bench, QueueProcess server)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        var names = new GuestNames();
        await RunAsync(Short, bench.Options.WarmUp);
        var pairs = new List<(Throughput Ours, Throughput Other)>();
        for (var i = 0; i < bench.Options.Turns; i++)
        {
            pairs.Add((await RunAsync(Long, bench.Options.Turn), await RunAsync(Short, bench.Options.Turn)));
        }

        return Compare("a join and its leave", $"≤ {JoinGoal:F0} x", JoinGoal, pairs);

        // One client a queue, which therefore keeps its length.
        async Task<Throughput> RunAsync(int parties, TimeSpan duration)
        {
            var queues = await Waitlist.OpenAsync(http, Connections);
            using var fill = new ClientSet(queues.Select(queue => new JoinClient(new Connection(server.EndPoint), queue, names)));
            ClosedLoop.Run(fill.All, (long)parties * Connections);
            await ServerMetrics.SettleAsync(http);
            using var clients = new ClientSet(queues.Select(queue => new JoinLeaveClient(new Connection(server.EndPoint), queue, names)));
            return Machine.OnGeneratorCore(() => ClosedLoop.Run(clients.All, duration, server.Cpu));
        }
    }

    private static Row Compare(string what, string goal, double most, IReadOnlyList<(Throughput Ours, Throughput Other)> pairs)
    {
        var ratio = new Figures(pairs.Select(pair => pair.Other.PerCpuSecond / pair.Ours.PerCpuSecond));
        return new Row(
            $"cost of {what} at {Long:N0} parties against {Short}",
            goal,
            $"{new Figures(pairs.Select(p => 1e6 / p.Ours.PerCpuSecond)).Text("F1")} µs against {new Figures(pairs.Select(p => 1e6 / p.Other.PerCpuSecond)).Text("F1")} µs",
            ratio.Ratio(),
            ratio.Median <= most);
    }
}
