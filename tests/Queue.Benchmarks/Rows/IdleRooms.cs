using Queue.Benchmarks.Load;
using Queue.Benchmarks.Report;
using Queue.Benchmarks.Servers;

namespace Queue.Benchmarks.Rows;

/// <summary>What a hundred thousand queues cost that nobody uses: they leave memory, and until then their state is in it.</summary>
internal static class IdleRooms
{
    private const int Connections = 128;
    private const long GoalBytes = 100_000_000;
    private const string EvictAfter = "00:00:05";
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public static async Task<IReadOnlyList<Row>> MeasureAsync(Bench bench)
    {
        var rooms = bench.Options.IsQuick ? 20_000 : 100_000;
        var probe = new RuntimeProbe(bench.NewFolder());
        using var server = await bench.StartQueueAsync(probe: probe, settings: ["--Queue:Rooms:EvictAfter", EvictAfter]);
        using var http = new HttpClient { BaseAddress = server.Address };
        var empty = server.ResidentBytes();
        RoomSeeds.Create(server, rooms, Connections);
        var (peak, loaded) = (server.ResidentBytes() - empty, await LoadedAsync(http));
        var waited = TimeSpan.Zero;
        for (; waited < Longest && await LoadedAsync(http) > 0; waited += Pause)
        {
            await Task.Delay(Pause, TimeProvider.System);
        }

        await Task.Delay(Pause * 5, TimeProvider.System);
        var left = await LoadedAsync(http);
        var idle = server.ResidentBytes() - empty;
        probe.CollectedBytes();
        var collected = server.ResidentBytes() - empty;
        return
        [
            new Row(
                $"{rooms:N0} idle rooms, made by {Connections} clients",
                $"≤ {Figures.Megabytes(GoalBytes)} over the empty process",
                $"{Figures.Megabytes(idle)} when idle ({left:N0} in memory), {Figures.Megabytes(collected)} if collected then; {Figures.Megabytes(peak)} when the last was made ({loaded:N0} in memory)",
                "",
                left == 0 && idle <= GoalBytes),
        ];
    }

    private static Task<double> LoadedAsync(HttpClient http) => ServerMetrics.ReadAsync(http, "queue_room_loaded");
}

/// <summary>Makes many queues through the API.</summary>
internal static class RoomSeeds
{
    public static void Create(QueueProcess server, int rooms, int connections)
    {
        var create = Requests.Post("/api/queue/create", """{"eventName":"Trattoria","maxGuests":50}""");
        using var clients = new ClientSet(
            Enumerable.Range(0, connections).Select(_ => new RepeatClient(new Connection(server.EndPoint), create, 200)));
        ClosedLoop.Run(clients.All, rooms);
    }
}
