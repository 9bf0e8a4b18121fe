using System.Diagnostics;
using Queue.Benchmarks.Report;
using Queue.Benchmarks.Servers;

namespace Queue.Benchmarks.Rows;

/// <summary>From the start of the process to the first <c>/health/ready</c>, with many queues in the database.</summary>
internal static class ColdStart
{
    private const int Rooms = 10_000;
    private const int Connections = 64;
    private static readonly TimeSpan Goal = TimeSpan.FromSeconds(1.5);

    public static async Task<IReadOnlyList<Row>> MeasureAsync(Bench bench)
    {
        var folder = bench.NewFolder();
        using (var server = await QueueProcess.StartAsync(bench.Published, folder))
        {
            RoomSeeds.Create(server, Rooms, Connections, RoomSeeds.Queue, 200);
        }

        var times = new List<double>();
        for (var i = 0; i < 5; i++)
        {
            var started = Stopwatch.GetTimestamp();
            using var server = await QueueProcess.StartAsync(bench.Published, folder);
            times.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        var time = new Figures(times);
        return
        [
            new Row($"cold start to ready, {Rooms:N0} rooms on disk", $"≤ {Goal.TotalSeconds:F1} s", $"{time.Text("F2")} s", "", time.Median <= Goal.TotalSeconds),
        ];
    }
}
