using System.Diagnostics;
using System.Globalization;
using Queue.Benchmarks.Load;
using Queue.Benchmarks.Report;
using Queue.Benchmarks.Servers;

namespace Queue.Benchmarks.Rows;

/// <summary>
/// Whole sends of alerts: encrypted, signed for, over HTTP to a push service on this machine; one core sends, another takes. Against the
/// naive way in the same turns: the goal is as far above it as 3,000/s is above the 2,700/s that it reached on an idle machine.
/// </summary>
internal static class PushSends
{
    private const double Goal = 3000.0 / 2700;
    private const int SenderCore = 0;
    private const int SinkCore = 1;

    public static async Task<IReadOnlyList<Row>> MeasureAsync(Bench bench)
    {
        using var sink = await PushSinkProcess.StartAsync(SinkCore);
        var turns = await SendAsync(bench, sink.Address.GetLeftPart(UriPartial.Authority));
        var ratio = new Figures(turns.Select(turn => turn.Ours.PerCpuSecond / turn.Naive.PerCpuSecond));
        return
        [
            new Row(
                "encrypted push sends, one core, local push service",
                "≥ 3,000/s on an idle machine: ≥ 1.11 x the naive way",
                $"{Text(turns.Select(turn => turn.Ours))} against {Text(turns.Select(turn => turn.Naive))} per second of that core",
                ratio.Ratio(),
                ratio.Median >= Goal),
        ];
    }

    private static string Text(IEnumerable<Throughput> turns) => new Figures(turns.Select(turn => turn.PerCpuSecond)).Text("N0");

    private static async Task<List<(Throughput Ours, Throughput Naive)>> SendAsync(Bench bench, string origin)
    {
        string[] seconds = [.. new[] { bench.Options.WarmUp, 2 * bench.Options.Turn }.Select(time => time.TotalSeconds.ToString(CultureInfo.InvariantCulture))];
        string[] command =
        [
            .. Machine.CanPin ? (string[])["taskset", "-c", $"{SenderCore}"] : [],
            "dotnet", typeof(PushSends).Assembly.Location, PushLoad.Mode, origin, .. seconds, $"{bench.Options.Turns}",
        ];
        var start = new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = false, RedirectStandardOutput = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} did not start.");
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Read)]
            : throw new InvalidOperationException($"The sender ended with {process.ExitCode}:\n{output}");
    }

    private static (Throughput Ours, Throughput Naive) Read(string line)
    {
        var parts = line.Split(' ').Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToList();
        return (Of(parts[..3]), Of(parts[3..]));

        static Throughput Of(List<double> turn) => new((long)turn[0], TimeSpan.FromSeconds(turn[1]), TimeSpan.FromSeconds(turn[2]));
    }
}
