using System.Globalization;
using Queue.Benchmarks.Load;
using Queue.Benchmarks.Report;
using Queue.Benchmarks.Servers;

namespace Queue.Benchmarks.Rows;

/// <summary>What ten thousand cost that only wait, over the same server with the same rooms in which nobody waits.</summary>
internal static class WaitingMemory
{
    private const int Rooms = 100;
    private const int Waiters = 10_000;
    private const long GoalBytes = 200_000_000;
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(2);

    public static async Task<IReadOnlyList<Row>> MeasureAsync(Bench bench) =>
    [
        await MeasureAsync(bench, "pending long polls", server => JoinAsync(server, "snapshot"), (connection, path) => new LongPollWaiter(connection, path)),
        await MeasureAsync(bench, "idle sockets", server => JoinAsync(server, "connect"), (connection, path) => new SocketWaiter(connection, path)),
        await MeasureAsync(bench, $"idle sockets that follow {Rooms} chat rooms", OpenChatsAsync, (connection, path) => new RoomFollower(connection, path)),
    ];

    private static async Task<Row> MeasureAsync(
        Bench bench, string what, Func<QueueProcess, Task<List<string>>> prepare, Func<Connection, string, Waiter> open)
    {
        var probe = new RuntimeProbe(bench.NewFolder());
        using var server = await bench.StartQueueAsync(probe: probe);
        var paths = await prepare(server);
        probe.CollectedBytes();
        var before = server.ResidentBytes();
        var waiters = new List<Waiter>(Waiters);
        foreach (var path in paths)
        {
            var waiter = open(new Connection(server.EndPoint, 1024), path);
            waiter.Arm();
            waiters.Add(waiter);
        }

        await Task.Delay(Settle, TimeProvider.System);
        var resident = server.ResidentBytes() - before;
        probe.CollectedBytes();
        var collected = server.ResidentBytes() - before;
        waiters.ForEach(waiter => waiter.Dispose());
        return new Row(
            $"{Waiters:N0} {what}",
            $"≤ {Figures.Megabytes(GoalBytes)}",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Figures.Megabytes(resident)} more resident, {Figures.Megabytes(collected)} after a collection ({collected / 1000.0 / Waiters:F1} kB each)"),
            "",
            resident <= GoalBytes);
    }

    private static async Task<List<string>> OpenChatsAsync(QueueProcess server)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        var owner = await ChatOwner.CreateAsync(http);
        var rooms = new List<ChatRoom>(Rooms);
        while (rooms.Count < Rooms)
        {
            rooms.Add(await owner.OpenAsync(http));
        }

        return [.. Enumerable.Range(0, Waiters).Select(i => rooms[i % Rooms].SocketPath)];
    }

    private static async Task<List<string>> JoinAsync(QueueProcess server, string route)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        var queues = await Waitlist.OpenAsync(http, Rooms);
        var names = new GuestNames();
        var paths = new List<string>();
        using var clients = new ClientSet(queues.Select(queue => new JoinClient(new Connection(server.EndPoint), queue, names)
        {
            Joined = party => paths.Add($"{queue.Path}/{route}?partyId={party}"),
        }));
        ClosedLoop.Run(clients.All, Waiters);
        return paths;
    }
}
