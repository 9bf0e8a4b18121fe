using System.Globalization;
using Queue.Benchmarks.Report;
using Queue.Benchmarks.Servers;

namespace Queue.Benchmarks.Rows;

/// <summary>What an unchanged poll allocates on the managed heap, as the runtimes of both servers count it.</summary>
internal static class PollAllocation
{
    private const int Parties = 30;
    private const int Connections = 16;
    private const int Requests = 50_000;
    private const int GoalBytes = 256;

    public static async Task<IReadOnlyList<Row>> MeasureAsync(Bench bench)
    {
        var probe = new RuntimeProbe(bench.NewFolder());
        using var server = await bench.StartQueueAsync(probe: probe);
        using var target = await PollTarget.OpenAsync(server, Parties);
        return
        [
            await MeasureAsync(bench, server, probe, "allocated by an unchanged host poll", target.Host),
            await MeasureAsync(bench, server, probe, "allocated by an unchanged public poll", target.Public),
            await MeasureAsync(bench, server, probe, "allocated by an unchanged guest poll", target.Guest),
        ];
    }

    private static async Task<Row> MeasureAsync(Bench bench, QueueProcess server, RuntimeProbe probe, string what, PollKind kind)
    {
        var bareProbe = new RuntimeProbe(bench.NewFolder());
        using var bare = await BareProcess.StartAsync(bench.NewFolder(), kind.Conditional, kind.Unchanged, probe: bareProbe);
        var ours = BytesPerPoll(server, probe, kind);
        var other = BytesPerPoll(bare, bareProbe, kind);
        return new Row(
            what,
            $"≤ {GoalBytes} B more than the bare handler",
            string.Create(CultureInfo.InvariantCulture, $"{ours:F0} B against {other:F0} B"),
            string.Create(CultureInfo.InvariantCulture, $"{ours - other:+0;-0;0} B"),
            ours - other <= GoalBytes);
    }

    private static double BytesPerPoll(ChildProcess server, RuntimeProbe probe, PollKind kind)
    {
        using var load = new PollLoad(server, kind.Conditional, 304, Connections);
        load.Run(Requests);
        var before = probe.AllocatedBytes();
        load.Run(Requests);
        return (probe.AllocatedBytes() - before) / (double)Requests;
    }
}
