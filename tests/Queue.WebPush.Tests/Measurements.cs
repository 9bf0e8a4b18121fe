using System.Diagnostics;
using System.Globalization;
using Queue.WebPush.Tests.Fixtures;

namespace Queue.WebPush.Tests;

/// <summary>
/// Prints rates; asserts nothing about time, so it runs only when asked for:
/// <c>Queue.WebPush.Tests -explicit only -class Queue.WebPush.Tests.Measurements</c>, under <c>taskset -c 0</c> for one core.
/// A rate is per second of this process's processor time: the push service is another process.
/// </summary>
public sealed class Measurements(ITestOutputHelper output)
{
    private const int Subscribers = 1000;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(3);
    private static readonly byte[] Payload = new byte[200];

    [Fact(Explicit = true)]
    public async Task Encryption_alone()
    {
        var subscriptions = Subscriptions("https://push.example.net/p");
        var encryptor = new PushEncryptor();
        await PrintAsync("encrypt, keys imported before", 1, i =>
        {
            encryptor.Encrypt(Payload, subscriptions[i % Subscribers]);
            return Task.CompletedTask;
        });
        var forgetful = new PushEncryptor(cachedKeys: 1);
        await PrintAsync("encrypt, key imported each time", 1, i =>
        {
            forgetful.Encrypt(Payload, subscriptions[i % Subscribers]);
            return Task.CompletedTask;
        });
    }

    [Fact(Explicit = true)]
    public async Task Reading_a_subscription()
    {
        var subscriber = new Subscriber();
        await PrintAsync("read and check a subscription", 1, _ =>
        {
            subscriber.At("https://push.example.net/p/1");
            return Task.CompletedTask;
        });
    }

    [Fact(Explicit = true)]
    public async Task Whole_sends_to_another_process()
    {
        using var sink = NodeProcess.Start("sink.mjs");
        var subscriptions = Subscriptions($"http://127.0.0.1:{await sink.ReadLineAsync()}");
        using var keys = VapidKeys.Generate();
        var identity = new VapidIdentity(keys, "mailto:push@example.com", TimeProvider.System);
        using var sender = new PushSender(FakePushService.LocalOptions(), TimeProvider.System);
        var message = new PushMessage(Payload, TimeSpan.FromMinutes(2)) { Urgency = PushUrgency.High, Topic = "topic" };
        await PrintAsync("whole send", 16, async i => Assert.IsType<PushOutcome.Accepted>(
            await sender.SendAsync(subscriptions[i % Subscribers], message, identity, TestContext.Current.CancellationToken)));
    }

    [Fact(Explicit = true)]
    public void Memory_of_an_imported_key()
    {
        const int Keys = 20_000;
        var subscriptions = Enumerable.Range(0, Keys).Select(_ => new Subscriber().At("https://push.example.net/p")).ToList();
        var before = WorkingSet();
        var keys = subscriptions.ConvertAll(PushEncryption.ImportReceiver);
        output.WriteLine($"memory of an imported key: {(WorkingSet() - before) / Keys} B");
        GC.KeepAlive(keys);
    }

    private static List<PushSubscription> Subscriptions(string origin) =>
        [.. Enumerable.Range(0, Subscribers).Select(i => new Subscriber().At(string.Create(CultureInfo.InvariantCulture, $"{origin}/{i}")))];

    private static long WorkingSet()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    private async Task PrintAsync(string what, int workers, Func<int, Task> work)
    {
        await RunAsync(workers, work);
        var cpu = Environment.CpuUsage.TotalTime;
        var started = Stopwatch.GetTimestamp();
        var count = await RunAsync(workers, work);
        var wall = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var used = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: {count / used:N0} per CPU second ({used / count * 1e6:N0} us); {count / wall:N0} per second of wall time"));
    }

    private static async Task<int> RunAsync(int workers, Func<int, Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        var count = 0;
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(started) < Duration)
            {
                await work(Interlocked.Increment(ref count));
            }
        })));
        return count;
    }
}
