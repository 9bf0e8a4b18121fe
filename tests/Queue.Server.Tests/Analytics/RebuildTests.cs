using System.Net;
using Microsoft.Data.Sqlite;
using Queue.Server.Tests.Fixtures;
using Queue.Server.Tests.Push;
using Queue.WebPush.Tests.Fixtures;

namespace Queue.Server.Tests.Analytics;

public sealed class RebuildTests
{
    private static readonly string[] Settings = ["--Queue:Push:AllowInsecureEndpoints", "true"];

    [Fact]
    public async Task What_comes_from_the_log_can_be_dropped_and_made_again_to_the_same_numbers()
    {
        var (time, folder) = (new ManualTime(), TestServer.NewFolder());
        await using var service = await FakePushService.StartAsync(time);
        var path = $"?from=0&to={time.GetUtcNow().AddDays(1).ToUnixTimeMilliseconds()}";
        string report, csv, host;
        await using (var server = await TestServer.StartAsync(time, folder, Settings))
        {
            var queue = await EveningAsync(server, time, service);
            (path, host) = (path + $"&code={queue.Code}", queue.HostToken);
            await Eventually.TrueAsync("the evening is over", async () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                var visits = await server.Http.GetAsync("/api/admin/analytics.csv" + path, ("x-host-auth", host));
                return visits.Text.Contains(",closed,", StringComparison.Ordinal) && PushEvening.Unfinished(folder) == 0;
            });
            (report, csv) = await ReadAsync(server, path, host);
            await server.StopAsync();
        }

        // As after an accident: numbers are missing, others are wrong.
        Execute(folder, "DELETE FROM visits WHERE ticket = 1; UPDATE visits SET calls = 9, promised_high_ms = 1; DELETE FROM acts WHERE ticket IS NULL; DELETE FROM queues");
        var (exitCode, output) = await ServerProcess.RunCommandAsync(folder, "rebuild-analytics");
        Assert.True(exitCode == 0, output);

        await using (var server = await TestServer.StartAsync(time, folder, Settings))
        {
            Assert.Equal((report, csv), await ReadAsync(server, path, host));
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task<WaitlistClient> EveningAsync(TestServer server, ManualTime time, FakePushService service)
    {
        var queue = await WaitlistClient.CreateAsync(server.Http);
        for (var guest = 1; guest <= 6; guest++)
        {
            var party = await queue.JoinAsync(size: guest);
            await PushEvening.SubscribeAsync(server.Http, queue.SessionId, party, service.Local(guest == 2 ? "410" : "201"));
            time.Advance(TimeSpan.FromMinutes(1));
            if (guest % 2 == 0)
            {
                await queue.HostAsync("advance", "{}");
            }
        }

        await queue.PartyAsync("kick", await queue.JoinAsync());
        var restored = await queue.JoinAsync();
        foreach (var action in new[] { "kick", "restore", "call", "restore", "leave", "restore" })
        {
            Assert.Equal(HttpStatusCode.OK, (await queue.PartyAsync(action, restored)).Status);
        }

        await FullEvening.RunAsync(server.Http, queue, time);
        await queue.HostAsync("close");
        return queue;
    }

    private static async Task<(string Report, string Csv)> ReadAsync(TestServer server, string path, string host)
    {
        var report = await server.Http.GetAsync("/api/admin/analytics" + path, ("x-host-auth", host));
        var csv = await server.Http.GetAsync("/api/admin/analytics.csv" + path, ("x-host-auth", host));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (report.Status, csv.Status));
        return (report.Text, csv.Text);
    }

    private static void Execute(string folder, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "analytics.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
