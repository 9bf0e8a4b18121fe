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
    public async Task A_date_is_a_day_by_the_queues_own_clock()
    {
        // 23:30 on the 6th in UTC is half past midnight on the 7th in Berlin.
        var time = new ManualTime(new DateTimeOffset(2026, 3, 6, 23, 30, 0, TimeSpan.Zero));
        await using var server = await TestServer.StartAsync(time);
        var berlin = await WaitlistClient.CreateAsync(server.Http, "\"timeZone\":\"Europe/Berlin\"");
        var utc = await WaitlistClient.CreateAsync(server.Http);
        await berlin.JoinAsync();
        await utc.JoinAsync();
        foreach (var (queue, day, visits) in new[] { (berlin, "from=2026-03-07&to=2026-03-08", 1), (berlin, "from=2026-03-06&to=2026-03-07", 0), (utc, "from=2026-03-06&to=2026-03-07", 1) })
        {
            await Eventually.TrueAsync($"{day} has {visits}", async () =>
            {
                var report = await server.Http.GetAsync($"/api/admin/analytics?code={queue.Code}&{day}", ("x-host-auth", queue.HostToken));
                return (int?)Metric(report.Json, "parties_joined")["n"] == visits;
            });
        }
    }

    [Theory]
    [InlineData("from=yesterday")]
    [InlineData("from=2026-03-07&to=2026-03-06")]
    [InlineData("from=2026-02-30")]
    [InlineData("to=99999999999999999999")]
    public async Task A_period_that_is_none_is_refused(string period)
    {
        await using var server = await TestServer.StartAsync();
        var queue = await WaitlistClient.CreateAsync(server.Http);
        var answer = await server.Http.GetAsync($"/api/admin/analytics?code={queue.Code}&{period}", ("x-host-auth", queue.HostToken));
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_field"), (answer.Status, answer.Code));
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
