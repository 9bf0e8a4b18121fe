using System.Net;
using System.Text.Json.Nodes;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Analytics;

public sealed class AnalyticsRouteTests
{
    [Fact]
    public async Task An_evening_shows_in_the_numbers()
    {
        var time = new ManualTime();
        await using var server = await TestServer.StartAsync(time);
        var queue = await WaitlistClient.CreateAsync(server.Http);
        var ann = await queue.JoinAsync("Ann", 2);
        await queue.JoinAsync("Bo", 4);
        time.Advance(TimeSpan.FromMinutes(7));
        await queue.PartyAsync("call", ann);
        time.Advance(TimeSpan.FromMinutes(1));
        await queue.PartyAsync("seat", ann);

        await Eventually.TrueAsync("Ann's visit is counted", async () => (double?)Metric(await ReadAsync(queue, server), "served_per_hour")["numerator"] == 1);
        var report = await ReadAsync(queue, server);
        Assert.Equal(2, (int?)Metric(report, "parties_joined")["n"]);
        Assert.Equal(420_000, (double?)Metric(report, "actual_wait")["value"]);
        Assert.Equal(60_000, (double?)Metric(report, "response_time")["value"]);
        Assert.Equal(1, (int?)report["open"]);
    }

    [Fact]
    public async Task Numbers_need_the_admin_key_or_the_host_of_that_queue()
    {
        await using var server = await TestServer.StartAsync();
        var queue = await WaitlistClient.CreateAsync(server.Http);
        var other = await WaitlistClient.CreateAsync(server.Http);

        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Http.GetAsync("/api/admin/analytics", [])).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await server.Http.GetAsync("/api/admin/analytics", ("authorization", "Bearer adm_wrong"))).Status);
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            (await server.Http.GetAsync($"/api/admin/analytics?code={queue.Code}", ("x-host-auth", other.HostToken))).Status);
        Assert.Equal(
            HttpStatusCode.OK,
            (await server.Http.GetAsync($"/api/admin/analytics.csv?code={queue.Code}", ("x-host-auth", queue.HostToken))).Status);
    }

    [Fact]
    public async Task P11_A_client_event_without_a_session_or_with_an_unknown_one_is_stored()
    {
        var folder = TestServer.NewFolder();
        await using (var server = await TestServer.StartAsync(null, folder, []))
        {
            foreach (var body in new[]
            {
                """{"type":"qr_scanned"}""",
                """{"type":"join_started","sessionId":"nobody","partyId":"nobody"}""",
                """{"type":"notif_click","sessionId":null,"meta":{"kind":"pos_2"}}""",
            })
            {
                var answer = await server.Http.PostAsync("/api/track", body);
                Assert.Equal((HttpStatusCode.OK, "ok"), (answer.Status, answer.Text));
            }
        }

        using var database = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={folder}/analytics.db");
        database.Open();
        using var count = database.CreateCommand();
        count.CommandText = "SELECT COUNT(*) FROM client_events WHERE known = 0";
        Assert.Equal(3L, count.ExecuteScalar());
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"type":""}""")]
    [InlineData("""{"type":7}""")]
    public async Task A_client_event_without_a_type_is_refused(string body)
    {
        await using var server = await TestServer.StartAsync();
        var answer = await server.Http.PostAsync("/api/track", body);
        Assert.Equal((HttpStatusCode.BadRequest, "type required"), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task The_admin_key_is_shown_once_and_kept_hashed_and_a_reset_replaces_it()
    {
        var folder = TestServer.NewFolder();
        var first = await ServerProcess.RunToEndAsync(folder, "--Queue:TimeZone", "Nowhere/Atlantis");
        Assert.Equal(1, first.ExitCode);
        await using (var server = await ServerProcess.StartAsync(folder))
        {
            var key = server.Output.Split('\n').Single(line => line.Contains("adm_", StringComparison.Ordinal)).Split(' ')[^1].Trim();
            Assert.Equal(HttpStatusCode.OK, (await server.Http.GetAsync("/api/admin/analytics", ("authorization", $"Bearer {key}"))).Status);
            Assert.DoesNotContain(key, await File.ReadAllTextAsync(Path.Combine(folder, "secrets.json")), StringComparison.Ordinal);
            await server.TerminateAsync();
        }

        await using (var again = await ServerProcess.StartAsync(folder))
        {
            Assert.DoesNotContain("adm_", again.Output, StringComparison.Ordinal);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task<JsonNode> ReadAsync(WaitlistClient queue, TestServer server) =>
        (await server.Http.GetAsync($"/api/admin/analytics?code={queue.Code}", ("x-host-auth", queue.HostToken))).Json;

    private static JsonNode Metric(JsonNode report, string name) =>
        report["metrics"]!.AsArray().Single(metric => (string?)metric!["name"] == name)!;
}
