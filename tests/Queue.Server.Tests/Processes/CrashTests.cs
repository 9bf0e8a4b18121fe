using System.Globalization;
using System.Net;
using System.Text;
using Queue.Core.Rooms;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Processes;

/// <summary>
/// The real server under load, killed again and again with nothing saved, always on the same folder. <c>QUEUE_TEST_KILLS</c> says how
/// often (20), <c>QUEUE_TEST_SEED</c> replays the clients' choices.
/// </summary>
public sealed class CrashTests
{
    private const int Queues = 3;

    [Fact]
    public async Task I1_I3_I4_Kill_9_at_random_loses_nothing_that_was_acknowledged_and_applies_nothing_twice()
    {
        var seed = Setting("QUEUE_TEST_SEED", Environment.TickCount);
        TestContext.Current.SendDiagnosticMessage("QUEUE_TEST_SEED={0}", seed);
        var random = new Random(seed);
        var folder = TestServer.NewFolder();
        var journal = new Journal();
        var queues = await CreateQueuesAsync(folder);
        var load = new CrashLoad(journal, queues, random);

        for (var kill = 0; kill < Setting("QUEUE_TEST_KILLS", 20); kill++)
        {
            await RunAndKillAsync(folder, journal, load, random.Next(1, 60));
        }

        await RetryUnknownAsync(folder, journal, load);
        await CheckAsync(folder, journal, queues);
        Directory.Delete(folder, recursive: true);
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    private static async Task<IReadOnlyList<(string Code, string HostToken)>> CreateQueuesAsync(string folder)
    {
        await using var server = await ServerProcess.StartAsync(folder, ["--Queue:Limits:MaxGuestsPerQueue", "10000"]);
        var queues = new List<(string, string)>();
        for (var i = 0; i < Queues; i++)
        {
            var queue = await WaitlistClient.CreateAsync(server.Http, "\"maxGuests\":10000");
            queues.Add((queue.Code, queue.HostToken));
        }

        return queues;
    }

    // Killed after a number of answers, so at any point of what is under way by then: in the mailbox, in the commit, in the reply.
    private static async Task RunAndKillAsync(string folder, Journal journal, CrashLoad load, int answers)
    {
        await using var server = await ServerProcess.StartAsync(folder);
        using var stop = new CancellationTokenSource();
        var enough = journal.Acknowledgements + answers;
        var running = load.RunAsync(server.Http, stop.Token);
        await Eventually.TrueAsync($"{answers} answers", () => journal.Acknowledgements >= enough || running.IsCompleted);
        await server.KillAsync();
        await stop.CancelAsync();
        await running;
    }

    private static async Task RetryUnknownAsync(string folder, Journal journal, CrashLoad load)
    {
        await using var server = await ServerProcess.StartAsync(folder);
        foreach (var sent in journal.Unknown.ToList())
        {
            var first = await load.SendAsync(server.Http, sent);
            var second = await load.SendAsync(server.Http, sent);
            Assert.NotNull(first);
            Assert.Equal((first.Status, first.Text), (second!.Status, second.Text));
        }
    }

    private static async Task CheckAsync(string folder, Journal journal, IReadOnlyList<(string Code, string HostToken)> queues)
    {
        await using var server = await ServerProcess.StartAsync(folder);
        var histories = StoredLog.Read(folder);
        foreach (var history in histories)
        {
            Assert.Equal(Enumerable.Range(1, history.Events.Count).Select(i => (long)i), history.Events.Select(stored => stored.Version));
            Assert.Equal(history.Version, history.Events.Count);
            Assert.Equal(Text(history.Replayed), Text(history.Loaded));
            var token = queues.Single(queue => queue.Code == history.Code).HostToken;
            var served = await server.Http.GetAsync($"/api/queue/{history.Code}/snapshot", ("x-host-auth", token));
            Assert.Equal((HttpStatusCode.OK, history.HostView), (served.Status, served.Text));
        }

        CheckCommands(journal, histories);
        var stored = histories.SelectMany(history => history.Events.Select(e => (history.Code, e.Version))).Order().ToList();
        Assert.Equal(stored, StoredLog.Outbox(folder).Union(StoredLog.HandedOver(folder)).Order());
        await Eventually.TrueAsync("everything is handed over", () => stored.SequenceEqual(StoredLog.HandedOver(folder).Order()));
    }

    private static void CheckCommands(Journal journal, IReadOnlyList<StoredHistory> histories)
    {
        var answered = histories.SelectMany(history => history.Events).Select(stored => stored.Happened).OfType<CommandAnswered>()
            .GroupBy(answer => answer.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        Assert.All(answered, key => Assert.Equal(1, key.Value));
        foreach (var sent in journal.Commands)
        {
            Assert.True(
                sent.Acknowledged is null || answered.ContainsKey(sent.Key),
                $"{sent.Action} was acknowledged with {sent.Acknowledged} and is not in the log");
            Assert.False(sent.Refused && answered.ContainsKey(sent.Key), $"{sent.Action} was refused and took effect");
        }

        Assert.NotEmpty(answered);
    }

    private static string Text(RoomState state) => Encoding.UTF8.GetString(RoomJson.WriteState(state));
}
