using System.Net;
using System.Text;
using Microsoft.Data.Sqlite;
using Queue.Core.Waitlist;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Processes;

public sealed class DiskTests
{
    [Fact]
    public async Task I13_While_another_program_holds_the_database_commands_get_503_polls_go_on_and_it_recovers_by_itself()
    {
        var folder = TestServer.NewFolder();
        await using var server = await ServerProcess.StartAsync(folder, ["--Queue:Storage:BusySeconds", "1"]);
        var queue = await WaitlistClient.CreateAsync(server.Http);
        var party = await queue.JoinAsync("Ann");
        var before = await queue.GuestSnapshotAsync(party);

        await using (var holder = new SqliteConnection($"Data Source={folder}/queue.db;Pooling=False"))
        {
            await holder.OpenAsync();
            await using var held = holder.BeginTransaction();
            var refused = await queue.TryJoinAsync("Bo");
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "unavailable"), (refused.Status, refused.Code));
            Assert.NotNull(refused.Header("Retry-After"));
            Assert.Equal((before.Text, before.ETag), Seen(await queue.GuestSnapshotAsync(party)));
        }

        await queue.JoinAsync("Bo");
        Assert.Equal(2, (int?)(await queue.GuestSnapshotAsync(party)).Json["queueLength"]);
        await server.KillAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task I13_At_the_page_limit_commands_get_503_reads_go_on_and_with_more_room_nothing_is_missing()
    {
        var folder = TestServer.NewFolder();
        var joined = new List<string>();
        string code;
        await using (var server = await ServerProcess.StartAsync(
            folder, ["--Queue:Storage:MaxDatabaseMiB", "1", "--Queue:Limits:MaxGuestsPerQueue", "10000"]))
        {
            var queue = await WaitlistClient.CreateAsync(server.Http, "\"maxGuests\":10000,\"allowDuplicateNames\":true");
            code = queue.Code;
            var full = await FillAsync(queue, joined);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, full.Status);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await server.Http.GetAsync("/health/ready", [])).Status);
            Assert.Equal(joined.Count, (int?)(await queue.GuestSnapshotAsync(joined[0])).Json["queueLength"]);
            await server.KillAsync();
        }

        await using var again = await ServerProcess.StartAsync(folder);
        foreach (var party in joined.Where((_, i) => i % 97 == 0).Append(joined[^1]))
        {
            Assert.Equal("position", (string?)(await again.Http.GetAsync($"/api/queue/{code}/snapshot?partyId={party}", [])).Json["type"]);
        }

        Assert.Equal(joined, StoredLog.Read(folder)[0].Events.Select(e => e.Happened).OfType<PartyJoined>().Select(e => e.Party.ToString()));
        Assert.Equal(HttpStatusCode.OK, (await again.Http.PostAsync($"/api/queue/{code}/join", "{}")).Status);
        await again.KillAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_second_server_on_the_same_folder_is_refused_with_a_line_that_says_so()
    {
        var folder = TestServer.NewFolder();
        await using var first = await ServerProcess.StartAsync(folder);
        var (exitCode, output) = await ServerProcess.RunToEndAsync(folder);
        Assert.Equal(1, exitCode);
        Assert.Contains("is in use by another Queue server", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await first.Http.GetAsync("/health/ready", [])).Status);
        await first.KillAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static (string, string?) Seen(Answer answer) => (answer.Text, answer.ETag);

    // Long names make rows large.
    private static async Task<Answer> FillAsync(WaitlistClient queue, List<string> joined)
    {
        var name = new StringBuilder().Insert(0, "\U0001F1E9\U0001F1EA", 40).ToString();
        for (var i = 0; i < 9000; i++)
        {
            var answer = await queue.TryJoinAsync(name, 1);
            if (answer.Status != HttpStatusCode.OK)
            {
                return answer;
            }

            joined.Add((string)answer.Json["partyId"]!);
        }

        throw new InvalidOperationException("The database never got full.");
    }
}
