using Queue.Benchmarks.Load;
using Queue.Benchmarks.Report;
using Queue.Benchmarks.Servers;

namespace Queue.Benchmarks.Rows;

/// <summary>How many commands one room takes: guests that join and leave.</summary>
internal static class HotRoom
{
    private const int Connections = 64;
    private const double Goal = 2000;

    public static async Task<IReadOnlyList<Row>> MeasureAsync(Bench bench)
    {
        using var server = await bench.StartQueueAsync();
        using var http = new HttpClient { BaseAddress = server.Address };
        var names = new GuestNames();
        await RunAsync(bench.Options.WarmUp);
        var turns = new List<double>();
        for (var i = 0; i < bench.Options.Turns; i++)
        {
            turns.Add((await RunAsync(bench.Options.Turn)).PerSecond);
        }

        var rate = new Figures(turns);
        return
        [
            new Row(
                $"one hot room, {Connections} clients that join and leave",
                $"≥ {Goal:N0} commands/s",
                $"{rate.Text("N0")}/s",
                "",
                rate.Median >= Goal),
        ];

        async Task<Throughput> RunAsync(TimeSpan duration)
        {
            var queue = await Waitlist.OpenAsync(http);
            using var clients = new ClientSet(Enumerable.Range(0, Connections).Select(
                _ => new JoinLeaveClient(new Connection(server.EndPoint), queue, names)));
            return ClosedLoop.Run(clients.All, duration, server.Cpu);
        }
    }
}
