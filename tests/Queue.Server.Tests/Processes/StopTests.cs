using System.Net;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Queue.Core.Waitlist;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Processes;

public sealed class StopTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task I12_Sigterm_under_load_answers_what_was_accepted_keeps_it_and_ends_within_ten_seconds()
    {
        var folder = TestServer.NewFolder();
        await using var server = await ServerProcess.StartAsync(folder, ["--Queue:Limits:MaxGuestsPerQueue", "10000"]);
        var queue = await WaitlistClient.CreateAsync(server.Http, "\"maxGuests\":10000");
        var joined = new List<string>();
        using var stop = new CancellationTokenSource();
        var clients = Enumerable.Range(0, 8).Select(_ => JoinUntilRefusedAsync(queue, joined, stop.Token)).ToList();
        await Eventually.TrueAsync("100 parties joined", () => joined.Count >= 100);

        var (exitCode, took) = await server.TerminateAsync();

        await stop.CancelAsync();
        await Task.WhenAll(clients);
        Assert.Equal(0, exitCode);
        Assert.True(took < Longest, $"it took {took.TotalSeconds} s");
        var stored = StoredLog.Read(folder)[0].Events.Select(e => e.Happened).OfType<PartyJoined>().Select(e => e.Party.ToString());
        Assert.Empty(joined.Except(stored, StringComparer.Ordinal));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task I12_Sigterm_releases_held_polls_and_tells_sockets_to_come_back()
    {
        var folder = TestServer.NewFolder();
        await using var server = await ServerProcess.StartAsync(folder);
        var queue = await WaitlistClient.CreateAsync(server.Http);
        var party = await queue.JoinAsync();
        var tag = (await queue.GuestSnapshotAsync(party)).ETag!;
        var held = queue.GuestSnapshotAsync(party, ("If-None-Match", tag), ("Prefer", "wait=25"));
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://{server.Address.Authority}/api/queue/{queue.Code}/connect?partyId={party}"), CancellationToken.None);
        var buffer = new byte[4096];
        Assert.True((await socket.ReceiveAsync(buffer, CancellationToken.None)).Count > 0);

        var stopping = server.TerminateAsync();
        var closed = await socket.ReceiveAsync(buffer, CancellationToken.None);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);

        Assert.Equal((WebSocketMessageType.Close, 1012), (closed.MessageType, (int)closed.CloseStatus!));
        Assert.Equal(HttpStatusCode.NotModified, (await held).Status);
        var (exitCode, took) = await stopping;
        Assert.Equal(0, exitCode);
        Assert.True(took < Longest, $"it took {took.TotalSeconds} s");
        Directory.Delete(folder, recursive: true);
    }

    private static async Task JoinUntilRefusedAsync(WaitlistClient queue, List<string> joined, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var answer = await queue.TryJoinAsync(size: 1);
                if (answer.Status != HttpStatusCode.OK)
                {
                    Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
                    Assert.NotNull(answer.Header("Retry-After"));
                    return;
                }

                lock (joined)
                {
                    joined.Add((string)JsonNode.Parse(answer.Text)!["partyId"]!);
                }
            }
            catch (HttpRequestException)
            {
                // No connection any more.
                return;
            }
        }
    }
}
