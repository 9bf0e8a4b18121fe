using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Queue.WebPush;

namespace Queue.Benchmarks.Load;

/// <summary>
/// Sends alerts as fast as it can, in turn as the server does and in the naive way, which imports each receiver's key and signs each
/// time. Runs in a process of its own that is held to one core, and writes one line a turn: sends, seconds and seconds of processor
/// time of the one and then of the other.
/// </summary>
internal static class PushLoad
{
    public const string Mode = "--push-load";

    private const int Subscribers = 1000;
    private const int AtOnce = 16;
    private const int PayloadBytes = 350;

    public static async Task RunAsync(string origin, TimeSpan warmUp, TimeSpan turn, int turns)
    {
        using var keys = VapidKeys.Generate();
        VapidIdentity NewIdentity() => new(keys, "mailto:push@example.com", TimeProvider.System);
        var identity = NewIdentity();
        var policy = new PushEndpointPolicy([], allowInsecureEndpoints: true);
        using var sender = new PushSender(new PushSenderOptions { EndpointPolicy = policy }, TimeProvider.System);
        using var naive = new PushSender(new PushSenderOptions { EndpointPolicy = policy, CachedKeys = 1 }, TimeProvider.System);
        PushSubscription[] subscriptions = [.. Enumerable.Range(0, Subscribers).Select(i => Subscribe(origin, i))];
        Task<string> OursAsync(TimeSpan time) => SendAsync(sender, subscriptions, () => identity, time);
        Task<string> NaiveAsync(TimeSpan time) => SendAsync(naive, subscriptions, NewIdentity, time);
        await OursAsync(warmUp);
        await NaiveAsync(warmUp);
        for (var i = 0; i < turns; i++)
        {
            Console.WriteLine($"{await OursAsync(turn)} {await NaiveAsync(turn)}");
        }
    }

    private static async Task<string> SendAsync(PushSender sender, PushSubscription[] to, Func<VapidIdentity> identity, TimeSpan duration)
    {
        var message = new PushMessage(RandomNumberGenerator.GetBytes(PayloadBytes), TimeSpan.FromMinutes(2)) { Urgency = PushUrgency.High, Topic = "topic" };
        var (cpu, started, sent) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp(), 0L);
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
        {
            while (Stopwatch.GetElapsedTime(started) < duration)
            {
                var number = Interlocked.Increment(ref sent);
                var outcome = await sender.SendAsync(to[number % to.Length], message, identity(), CancellationToken.None);
                if (outcome is not PushOutcome.Accepted)
                {
                    throw new InvalidOperationException($"A push was not taken: {outcome.GetType().Name} {outcome.Status}");
                }
            }
        }));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{sent} {Stopwatch.GetElapsedTime(started).TotalSeconds} {(Environment.CpuUsage.TotalTime - cpu).TotalSeconds}");
    }

    private static PushSubscription Subscribe(string origin, int number)
    {
        using var browser = VapidKeys.Generate();
        var auth = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        return PushSubscription.TryCreate(string.Create(CultureInfo.InvariantCulture, $"{origin}/{number}"), browser.PublicKey, auth, out var made, out var error)
            ? made
            : throw new InvalidOperationException(error.ToString());
    }
}
