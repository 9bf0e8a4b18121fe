using System.Globalization;
using Queue.Benchmarks.Load;
using Queue.Benchmarks.Report;
using Queue.Benchmarks.Servers;

namespace Queue.Benchmarks.Rows;

/// <summary>From the sending of a message to a chat room until a follower's socket has it: its commit, its rendering and the fan-out.</summary>
internal static class PublishToSeen
{
    private const int Publishers = 16;
    private const int Followers = 100;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static async Task<IReadOnlyList<Row>> MeasureAsync(Bench bench)
    {
        var (paced, many) = bench.Options.IsQuick ? (5, 200) : (30, 1000);
        using var server = await bench.StartQueueAsync();
        using var http = new HttpClient { BaseAddress = server.Address };
        var owner = await ChatOwner.CreateAsync(http);
        return
        [
            await RunAsync(server, http, owner, new Burst(paced, Followers, Second, "p99 < 100 ms", TimeSpan.FromMilliseconds(100), 0.99)),
            await RunAsync(server, http, owner, new Burst(100, many, default, "all < 1 s", Second, 1)),
            await RunAsync(server, http, owner, new Burst(many, Followers, default, "all < 1 s", Second, 1)),
            await RunAsync(server, http, owner, new Burst(many, many, default, "aim: all in 4 s", TimeSpan.FromSeconds(4), 1)),
        ];
    }

    private static async Task<Row> RunAsync(QueueProcess server, HttpClient http, ChatOwner owner, Burst burst)
    {
        var room = await owner.OpenAsync(http);
        var followers = Enumerable.Range(0, burst.Followers).Select(_ => new RoomFollower(new Connection(server.EndPoint), room.SocketPath)).ToList();
        var publishers = Enumerable.Range(0, Publishers).Select(_ => new Connection(server.EndPoint)).ToList();
        var traffic = new RoomTraffic(publishers, followers, i => Post(room, i));
        traffic.Run(Publishers);
        var latencies = traffic.Run(burst.Messages, burst.Every);
        followers.ForEach(follower => follower.Dispose());
        publishers.ForEach(publisher => publisher.Dispose());
        var how = burst.Every > TimeSpan.Zero ? "60 a minute" : string.Create(CultureInfo.InvariantCulture, $"{burst.Messages:N0} at once");
        return new Row(
            string.Create(CultureInfo.InvariantCulture, $"publish → seen by {burst.Followers:N0} sockets in one chat room, {how}"),
            burst.Goal,
            latencies.ToString(),
            "",
            latencies.Quantile(burst.Share) < burst.Longest);
    }

    private static byte[] Post(ChatRoom room, int number) => Requests.Post(
        $"{room.Path}/messages", string.Create(CultureInfo.InvariantCulture, $$"""{"sender":"Ann","content":"{{number}} is what we say"}"""), room.Owner.Header);

    private sealed record Burst(int Messages, int Followers, TimeSpan Every, string Goal, TimeSpan Longest, double Share);
}
