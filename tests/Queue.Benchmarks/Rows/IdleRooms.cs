using Queue.Benchmarks.Load;
using Queue.Benchmarks.Report;
using Queue.Benchmarks.Servers;

namespace Queue.Benchmarks.Rows;

/// <summary>What a hundred thousand rooms cost that nobody uses: they leave memory, and until then their state is in it.</summary>
internal static class IdleRooms
{
    private const int Connections = 128;
    private const long GoalBytes = 100_000_000;
    private const string EvictAfter = "00:00:05";
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public static async Task<IReadOnlyList<Row>> MeasureAsync(Bench bench) =>
    [
        await MeasureAsync(bench, "queues", _ => Task.FromResult((RoomSeeds.Queue, 200))),
        await MeasureAsync(bench, "chat rooms", async http => (RoomSeeds.Chat(await ChatOwner.CreateAsync(http)), 201)),
    ];

    private static async Task<Row> MeasureAsync(Bench bench, string kind, Func<HttpClient, Task<(byte[] Create, int Status)>> how)
    {
        var rooms = bench.Options.IsQuick ? 20_000 : 100_000;
        var probe = new RuntimeProbe(bench.NewFolder());
        using var server = await bench.StartQueueAsync(probe: probe, settings: ["--Queue:Rooms:EvictAfter", EvictAfter]);
        using var http = new HttpClient { BaseAddress = server.Address };
        var empty = server.ResidentBytes();
        var (create, status) = await how(http);
        RoomSeeds.Create(server, rooms, Connections, create, status);
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
        return new Row(
            $"{rooms:N0} idle {kind}, made by {Connections} clients",
            $"≤ {Figures.Megabytes(GoalBytes)} over the empty process",
            $"{Figures.Megabytes(idle)} when idle ({left:N0} in memory), {Figures.Megabytes(collected)} if collected then; {Figures.Megabytes(peak)} when the last was made ({loaded:N0} in memory)",
            "",
            left == 0 && idle <= GoalBytes);
    }

    private static Task<double> LoadedAsync(HttpClient http) => ServerMetrics.ReadAsync(http, "queue_room_loaded");
}

/// <summary>Makes many rooms through the API.</summary>
internal static class RoomSeeds
{
    public static byte[] Queue { get; } = Requests.Post("/api/queue/create", """{"eventName":"Trattoria","maxGuests":50}""");

    public static byte[] Chat(ChatOwner owner) => Requests.Post("/api/rooms", """{"name":"Team"}""", owner.Header);

    public static void Create(QueueProcess server, int rooms, int connections, byte[] create, int status)
    {
        using var clients = new ClientSet(
            Enumerable.Range(0, connections).Select(_ => new RepeatClient(new Connection(server.EndPoint), create, status)));
        ClosedLoop.Run(clients.All, rooms);
    }
}
