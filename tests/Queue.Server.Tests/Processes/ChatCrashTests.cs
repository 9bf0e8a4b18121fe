using System.Globalization;
using System.Net.WebSockets;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Processes;

/// <summary>
/// R1, R2, R8 and F5 together: many follow a room and drop out and come back as they please, while the real server is killed and started
/// again, eight times. <c>QUEUE_TEST_CHAT_MESSAGES</c> says how many messages (2,000), <c>QUEUE_TEST_CHAT_FOLLOWERS</c> how many follow (50);
/// <c>QUEUE_TEST_SEED</c> replays who drops out when.
/// </summary>
public sealed class ChatCrashTests
{
    private const int Kills = 8;

    [Fact]
    public async Task R1_Who_drops_out_and_comes_back_misses_nothing_and_hears_nothing_twice()
    {
        var (messages, followers) = (Setting("QUEUE_TEST_CHAT_MESSAGES", 2000), Setting("QUEUE_TEST_CHAT_FOLLOWERS", 50));
        var seed = Setting("QUEUE_TEST_SEED", Environment.TickCount);
        TestContext.Current.SendDiagnosticMessage("QUEUE_TEST_SEED={0}", seed);
        var folder = TestServer.NewFolder();
        await RunAsync(folder, messages, followers, seed);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task RunAsync(string folder, int messages, int followers, int seed)
    {
        await using var servers = await Servers.StartAsync(folder);
        var room = await RoomClient.CreateAsync((await servers.CurrentAsync()).Http);
        var following = Enumerable.Range(0, followers).Select(i => FollowAsync(servers, room, messages, new Random(seed + i))).ToList();
        for (var i = 1; i <= messages; i++)
        {
            // The answer may be lost with the server; the key makes sure that asking again is no second message.
            var saying = SayAsync(servers, room, i);
            await (i % (messages / Kills) == 0 ? servers.ReplaceAsync() : Task.CompletedTask);
            await saying;
        }

        foreach (var heard in await Task.WhenAll(following))
        {
            Assert.Equal(Enumerable.Range(1, messages).Select(i => $"{i}: {i}"), heard);
        }
    }

    private static async Task SayAsync(Servers servers, RoomClient room, int number)
    {
        var key = ("Idempotency-Key", $"message-number-{number:00000000}");
        while (true)
        {
            var server = await servers.CurrentAsync();
            try
            {
                var answer = await room.At(server.Http).PostAsync($$"""{"sender":"Ann","content":"{{number}}"}""", key);
                Assert.True((int)answer.Status == 201, answer.Text);
                return;
            }
            catch (Exception e) when (e is HttpRequestException or IOException or ObjectDisposedException && servers.WasKilled(server))
            {
                // Whether it was taken is not known: said again to the next server.
            }
        }
    }

    private static async Task<IReadOnlyList<string>> FollowAsync(Servers servers, RoomClient room, int messages, Random random)
    {
        var heard = new List<string>();
        while (heard.Count < messages)
        {
            var server = await servers.CurrentAsync();
            try
            {
                using var socket = await room.FollowAsync(server.Address, heard.Count);
                for (var left = random.Next(1, 40); left > 0 && heard.Count < messages; left--)
                {
                    var item = await socket.ReceiveAsJsonAsync();
                    heard.Add($"{item["seq"]}: {item["content"]}");
                }
            }
            catch (Exception e) when (e is WebSocketException or IOException && servers.WasKilled(server))
            {
                // It comes back to the next server, with what it has.
            }
        }

        return heard;
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    /// <summary>One server after the other on the same folder.</summary>
    private sealed class Servers(string folder) : IAsyncDisposable
    {
        private TaskCompletionSource<ServerProcess> current = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private ServerProcess? live;

        /// <summary>The server of now, or the next one once it listens.</summary>
        public Task<ServerProcess> CurrentAsync() => Volatile.Read(ref current).Task;

        public bool WasKilled(ServerProcess server) => !ReferenceEquals(Volatile.Read(ref live), server);

        public static async Task<Servers> StartAsync(string folder)
        {
            var servers = new Servers(folder);
            await servers.StartNextAsync();
            return servers;
        }

        /// <summary>kill -9 and a new one.</summary>
        public async Task ReplaceAsync()
        {
            var server = await CurrentAsync();
            Volatile.Write(ref current, new TaskCompletionSource<ServerProcess>(TaskCreationOptions.RunContinuationsAsynchronously));
            Volatile.Write(ref live, null);
            await server.KillAsync();
            await server.DisposeAsync();
            await StartNextAsync();
        }

        public async ValueTask DisposeAsync() => await (await CurrentAsync()).DisposeAsync();

        private async Task StartNextAsync()
        {
            var server = await ServerProcess.StartAsync(folder);
            Volatile.Write(ref live, server);
            current.SetResult(server);
        }
    }
}
