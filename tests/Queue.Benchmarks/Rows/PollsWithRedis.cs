using System.Diagnostics;
using System.Net;
using Queue.Benchmarks.Load;
using Queue.Benchmarks.Report;
using Queue.Benchmarks.Servers;

namespace Queue.Benchmarks.Rows;

/// <summary>
/// What Redis costs a poll: nothing, as neither a writer nor a reader asks it for one. Each is compared with the same program without
/// Redis, in turn, on the same core.
/// </summary>
internal static class PollsWithRedis
{
    private const int Parties = 30;
    private const int Connections = 64;
    private const int WarmUps = 3;
    private const double Goal = 0.9;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static async Task<IReadOnlyList<Row>> MeasureAsync(Bench bench)
    {
        using var redis = await RedisServer.StartAsync();
        string[] shared = ["--ConnectionStrings:Redis", redis.ConnectionString];
        using var alone = await bench.StartQueueAsync(Machine.ServerCore);
        using var writer = await bench.StartQueueAsync(Machine.ServerCore, settings: shared);
        using var reader = await bench.StartQueueAsync(Machine.ServerCore, settings: [.. shared, "--Queue:Roles:0", "Reader"]);
        using var without = await PollTarget.OpenAsync(alone, Parties);
        using var with = await PollTarget.OpenAsync(writer, Parties);
        await WaitUntilServedAsync(reader, with.Guest);

        using var usual = new PollLoad(alone, without.Guest.Conditional, 304, Connections);
        using var atWriter = new PollLoad(writer, with.Guest.Conditional, 304, Connections);
        using var atReader = new PollLoad(reader, with.Guest.Conditional, 304, Connections);
        for (var i = 0; i < WarmUps; i++)
        {
            // In turn, so that none has run longer than the others when it is measured.
            usual.Run(bench.Options.WarmUp);
            atWriter.Run(bench.Options.WarmUp);
            atReader.Run(bench.Options.WarmUp);
        }

        return
        [
            Measure(bench, "unchanged guest poll at the writer, Redis on", atWriter, usual),
            Measure(bench, "unchanged guest poll at a reader", atReader, usual),
        ];
    }

    private static Row Measure(Bench bench, string what, PollLoad ours, PollLoad usual)
    {
        var pairs = bench.InTurn(() => ours.Run(bench.Options.Turn), () => usual.Run(bench.Options.Turn));
        var ratios = new Figures(pairs.Select(pair => pair.Ours.PerCpuSecond / pair.Other.PerCpuSecond));
        return new Row(
            what,
            $"≥ {Goal:F2} x the same without Redis",
            $"{new Figures(pairs.Select(p => p.Ours.PerSecond)).Text("N0")}/s against {new Figures(pairs.Select(p => p.Other.PerSecond)).Text("N0")}/s",
            ratios.Ratio(),
            ratios.Median >= Goal);
    }

    private static async Task WaitUntilServedAsync(QueueProcess reader, PollKind kind)
    {
        using var connection = new Connection(reader.EndPoint, 256 * 1024);
        var started = Stopwatch.GetTimestamp();
        while (connection.Ask(kind.Conditional).Status != (int)HttpStatusCode.NotModified)
        {
            if (Stopwatch.GetElapsedTime(started) > Longest)
            {
                throw new TimeoutException("The reader does not serve the queue.");
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }
}
