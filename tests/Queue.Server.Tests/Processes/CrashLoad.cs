using System.Net;
using System.Text.Json.Nodes;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Processes;

/// <summary>Guests and hosts who join, advance, seat and leave in several queues at once until the server is gone.</summary>
internal sealed class CrashLoad(Journal journal, IReadOnlyList<(string Code, string HostToken)> queues, Random random)
{
    private const int Clients = 6;

    private readonly Lock gate = new();

    public Task RunAsync(HttpClient http, CancellationToken stop) =>
        Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(() => RunClientAsync(http, stop), CancellationToken.None)));

    /// <summary>Sends a command with its key, for the first time or again, and writes down what came back.</summary>
    public async Task<Answer?> SendAsync(HttpClient http, Sent sent)
    {
        var token = queues.Single(queue => queue.Code == sent.Code).HostToken;
        try
        {
            var answer = await http.PostAsync(
                $"/api/queue/{sent.Code}/{sent.Action}", sent.Body, ("x-host-auth", token), ("Idempotency-Key", sent.Key));
            if (answer.Status == HttpStatusCode.OK)
            {
                journal.Acknowledge(sent, answer.Text);
            }
            else if ((int)answer.Status < 500)
            {
                sent.Refused = true;
            }

            return answer;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
        {
            return null;
        }
    }

    private async Task RunClientAsync(HttpClient http, CancellationToken stop)
    {
        var mine = new List<(string Code, string Party)>();
        while (!stop.IsCancellationRequested)
        {
            var (code, kind) = (queues[Next(queues.Count)].Code, Next(10));
            var sent = mine.Count > 0 && kind < 3
                ? Last(mine, kind)
                : kind < 5 ? journal.Write(code, "advance", "{}") : journal.Write(code, "join", $$"""{"size":{{Next(4) + 1}}}""");
            if (await SendAsync(http, sent) is not { } answer)
            {
                return;
            }

            if (answer.Status == HttpStatusCode.OK && sent.Action == "join")
            {
                mine.Add((sent.Code, (string)JsonNode.Parse(answer.Text)!["partyId"]!));
            }
        }
    }

    private Sent Last(List<(string Code, string Party)> mine, int kind)
    {
        var (code, party) = mine[^1];
        mine.RemoveAt(mine.Count - 1);
        return journal.Write(code, kind switch { 0 => "leave", 1 => "seat", _ => "kick" }, $$"""{"partyId":"{{party}}"}""");
    }

    private int Next(int below)
    {
        lock (gate)
        {
            return random.Next(below);
        }
    }
}
