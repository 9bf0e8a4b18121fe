using System.Diagnostics;
using System.Text.Json;
using Queue.Benchmarks.Load;
using Queue.Benchmarks.Report;
using Queue.Benchmarks.Servers;
using Queue.Server.Tests.Fixtures;

namespace Queue.Benchmarks.Rows;

/// <summary>
/// The host calls a guest, and the request to the guest's push service arrives: commit, outbox, RabbitMQ, handler, delivery. Timed from
/// the sending of the host's command, one call at a time.
/// </summary>
internal static class PushThroughBroker
{
    private static readonly TimeSpan Goal = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    public static async Task<IReadOnlyList<Row>> MeasureAsync(Bench bench)
    {
        await using var broker = new RabbitProcess();
        await broker.BeginAsync();
        await using var sink = await CallSink.StartAsync();
        using var server = await bench.StartQueueAsync(
            settings: ["--ConnectionStrings:RabbitMq", broker.ConnectionString, "--Queue:Push:AllowInsecureEndpoints", "true"]);
        using var http = new HttpClient { BaseAddress = server.Address };
        var queue = await Waitlist.OpenAsync(http);
        http.DefaultRequestHeaders.Add("x-host-auth", queue.HostToken);

        var (warmUp, calls) = bench.Options.IsQuick ? (50, 200) : (200, 1000);
        var latencies = new Latencies();
        for (var i = 0; i < warmUp + calls; i++)
        {
            var time = await CallAsync(http, queue, sink, $"guest{i}");
            if (i >= warmUp)
            {
                latencies.Add(time);
            }
        }

        return
        [
            new Row(
                "call → push request arrives, through RabbitMQ",
                $"p99 ≤ {Goal.TotalMilliseconds:F0} ms",
                latencies.ToString(),
                "",
                latencies.Quantile(0.99) <= Goal),
        ];
    }

    private static async Task<TimeSpan> CallAsync(HttpClient http, Waitlist queue, CallSink sink, string guest)
    {
        using var joined = await PostAsync(http, $"{queue.Path}/join", new { size = 2 });
        using var json = await JsonDocument.ParseAsync(await joined.Content.ReadAsStreamAsync());
        var (partyId, sessionId) = (json.RootElement.GetProperty("partyId").GetString(), json.RootElement.GetProperty("sessionId").GetString());
        using var subscribed = await PostAsync(
            http, "/api/push/subscribe", new { sessionId, partyId, subscription = sink.NewSubscription(guest) });

        var started = Stopwatch.GetTimestamp();
        using var called = await PostAsync(http, $"{queue.Path}/call", new { partyId });
        await sink.CalledAsync(guest).WaitAsync(Longest, TimeProvider.System);
        var time = Stopwatch.GetElapsedTime(started);
        using var seated = await PostAsync(http, $"{queue.Path}/seat", new { partyId });
        return time;
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient http, string path, object body)
    {
        var answer = await http.PostAsJsonAsync(path, body);
        return answer.EnsureSuccessStatusCode();
    }
}
