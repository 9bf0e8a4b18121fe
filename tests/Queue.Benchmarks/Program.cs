using System.Diagnostics;
using System.Globalization;
using Queue.Benchmarks;
using Queue.Benchmarks.Estimates;
using Queue.Benchmarks.Load;
using Queue.Benchmarks.Report;
using Queue.Benchmarks.Rows;
using Queue.Benchmarks.Servers;

if (args is [BareServer.Mode, var answer])
{
    await BareServer.RunAsync(answer);
    return 0;
}

if (args is [PushSink.Mode])
{
    await PushSink.RunAsync();
    return 0;
}

if (args is [PushLoad.Mode, var origin, .. var numbers])
{
    var (warmUp, turn) = (TimeSpan.FromSeconds(double.Parse(numbers[0], CultureInfo.InvariantCulture)), TimeSpan.FromSeconds(double.Parse(numbers[1], CultureInfo.InvariantCulture)));
    await PushLoad.RunAsync(origin, warmUp, turn, int.Parse(numbers[2], CultureInfo.InvariantCulture));
    return 0;
}

if (args is [EstimateMode.Mode])
{
    return await EstimateMode.RunAsync(Console.In, Console.Out, Console.Error);
}

if (args is [WaitEstimates.Mode])
{
    Console.WriteLine(EstimateTable.Of(WaitEstimates.Results()));
    return 0;
}

RowGroup[] groups =
[
    new("polls", UnchangedPolls.MeasureAsync),
    new("allocation", PollAllocation.MeasureAsync),
    new("joins", DurableJoins.MeasureAsync),
    new("hot-room", HotRoom.MeasureAsync),
    new("fan-out", FanOutToWaiters.MeasureAsync),
    new("chat", PublishToSeen.MeasureAsync),
    new("waiting", WaitingMemory.MeasureAsync),
    new("idle-rooms", IdleRooms.MeasureAsync),
    new("start", ColdStart.MeasureAsync),
    new("length", QueueLength.MeasureAsync),
    new("push", PushSends.MeasureAsync),
    new("call-to-alert", PushThroughBroker.MeasureAsync),
    new("redis", PollsWithRedis.MeasureAsync),
    new(WaitEstimates.Mode, WaitEstimates.MeasureAsync),
];
if (RunOptions.Parse(args) is not { } options)
{
    await Console.Error.WriteLineAsync(RunOptions.Usage + string.Join(' ', groups.Select(group => group.Name)));
    return 2;
}

var folder = Directory.CreateTempSubdirectory("queue-bench-").FullName;
try
{
    var bench = new Bench(options, folder);
    await PublishedServer.PublishAsync(bench.Published);
    var rows = new List<Row>();
    foreach (var group in groups.Where(group => options.Filter is null || group.Name.Contains(options.Filter, StringComparison.Ordinal)))
    {
        var started = Stopwatch.GetTimestamp();
        rows.AddRange(await group.MeasureAsync(bench));
        await Console.Error.WriteLineAsync($"{group.Name}: {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s");
    }

    Console.WriteLine(Table.Circumstances(options));
    Console.WriteLine(Table.Of(rows));
    if (options.Writes)
    {
        await Table.WriteAsync(options, rows);
    }

    return 0;
}
finally
{
    Directory.Delete(folder, recursive: true);
}
