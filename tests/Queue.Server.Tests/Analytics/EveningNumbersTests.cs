using System.Text.Json.Nodes;
using Queue.Server.Tests.Endpoints;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Analytics;

/// <summary>What hosts and guests do in an evening, as its numbers tell it.</summary>
public sealed class EveningNumbersTests
{
    private readonly ManualTime time = new();

    [Fact]
    public async Task A_hosts_own_promise_is_told_beside_what_the_queue_would_have_said()
    {
        await using var server = await TestServer.StartAsync(time);
        var queue = await WaitlistClient.CreateAsync(server.Http);
        await queue.JoinAsync();
        await FullEvening.AddAsync(queue, """{"size":2}""");
        await FullEvening.AddAsync(queue, """{"size":2,"quotedLowMs":1200000,"quotedHighMs":1800000}""");

        var report = await ReadAsync(server, queue, visits: 3);
        Assert.Equal((1.0, 2.0), Parts(report, "host_promise"));
        var suggested = (await server.Http.GetAsync($"{queue.Path}/suggest?size=2", ("x-host-auth", queue.HostToken))).Json;
        Assert.True(Value(report, "host_promise_change") > 0, suggested.ToJsonString());
    }

    [Fact]
    public async Task Who_walks_away_at_the_door_counts_unless_it_was_undone()
    {
        await using var server = await TestServer.StartAsync(time);
        var queue = await WaitlistClient.CreateAsync(server.Http);
        await queue.HostAsync("decline", """{"size":5,"quotedHighMs":1800000}""");
        await FullEvening.UndoAsync(queue, await queue.HostAsync("decline", """{"size":7}"""));
        await queue.JoinAsync();

        var report = await ReadAsync(server, queue, visits: 1);
        Assert.Equal((1.0, 2.0), Parts(report, "walk_away_rate"));
        Assert.Equal((5.0, 1_800_000.0), ((double?)By(report, "walk_away_rate", "people"), (double?)By(report, "walk_away_rate", "promised_high_ms")));
        Assert.Equal(5.0, (double?)By(report, "lost_covers", "door"));
    }

    [Fact]
    public async Task An_entry_by_mistake_is_in_no_number_but_is_counted()
    {
        await using var server = await TestServer.StartAsync(time);
        var queue = await WaitlistClient.CreateAsync(server.Http);
        await FullEvening.UndoAsync(queue, await queue.HostAsync("add", """{"size":8}"""));
        await queue.JoinAsync();
        await queue.JoinAsync();

        var report = await ReadAsync(server, queue, visits: 2);
        Assert.Equal(4.0, Value(report, "people_joined"));
        Assert.Equal((1.0, 3.0), Parts(report, "mistakes"));
        Assert.DoesNotContain(",8,host,", await CsvAsync(server, queue), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_undone_leaves_the_visit_as_it_was()
    {
        await using var server = await TestServer.StartAsync(time);
        var queue = await WaitlistClient.CreateAsync(server.Http);
        var ann = await queue.JoinAsync();
        await queue.JoinAsync();
        await FullEvening.UndoAsync(queue, await queue.PartyAsync("call", ann));
        await FullEvening.UndoAsync(queue, await queue.HostAsync("edit", $$"""{"partyId":"{{ann}}","size":6}"""));
        time.Advance(TimeSpan.FromMinutes(9));
        await queue.PartyAsync("call", ann);
        await FullEvening.UndoAsync(queue, await queue.PartyAsync("seat", ann));
        time.Advance(TimeSpan.FromMinutes(1));
        await queue.PartyAsync("seat", ann);
        await queue.JoinAsync();

        var report = await ReadAsync(server, queue, visits: 3);
        Assert.Equal((540_000.0, 60_000.0), (Value(report, "actual_wait"), Value(report, "response_time")));
        Assert.Equal((1.0, 2.0), Parts(report, "calls_undone"));
        Assert.Equal((1.0, 1.0), Parts(report, "restored"));
        Assert.Equal((0.0, 6.0), (Value(report, "resized"), Value(report, "people_joined")));
    }

    [Fact]
    public async Task A_restore_that_was_undone_ends_the_visit_as_it_had_ended()
    {
        await using var server = await TestServer.StartAsync(time);
        var queue = await WaitlistClient.CreateAsync(server.Http);
        var ann = await queue.JoinAsync();
        await queue.PartyAsync("kick", ann);
        time.Advance(TimeSpan.FromMinutes(3));
        await FullEvening.UndoAsync(queue, await queue.PartyAsync("restore", ann));
        await queue.JoinAsync();

        var report = await ReadAsync(server, queue, visits: 2);
        Assert.Equal((1.0, 1.0), Parts(report, "abandon_rate"));
        Assert.Equal((0.0, 1.0), Parts(report, "restored"));
        Assert.Contains(",kicked,", await CsvAsync(server, queue), StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_time_is_told_by_use_by_minutes_and_by_whether_it_led_to_a_table()
    {
        await using var server = await TestServer.StartAsync(time);
        var queue = await WaitlistClient.CreateAsync(server.Http);
        foreach (var (minutes, end) in new[] { (3, "seat"), (5, "no-show") })
        {
            var party = await queue.JoinAsync();
            await queue.PartyAsync("call", party);
            await FullEvening.OkAsync(server.Http.PostAsync($"{queue.Path}/snooze", $$"""{"partyId":"{{party}}","minutes":{{minutes}}}"""));
            await FullEvening.OkAsync(queue.PartyAsync(end, party));
        }

        await queue.JoinAsync();
        var report = await ReadAsync(server, queue, visits: 3);
        Assert.Equal((2.0, 3.0), Parts(report, "snooze_use"));
        Assert.Equal((1.0, 2.0), Parts(report, "snooze_seated"));
        Assert.Equal(240_000.0, Value(report, "snooze_time"));
    }

    [Fact]
    public async Task A_skip_is_explained_where_it_can_be_and_told_by_the_device_that_called()
    {
        await using var server = await TestServer.StartAsync(time);
        var queue = await WaitlistClient.CreateAsync(server.Http);
        var door = await HostCraftTests.PairAsync(server.Http, queue, "Door tablet");
        var held = await queue.JoinAsync(size: 2);
        await queue.PartyAsync("hold", held);
        await door.PartyAsync("call", await queue.JoinAsync(size: 2));
        await queue.PartyAsync("unhold", held);
        await door.PartyAsync("call", await queue.JoinAsync(size: 6));
        await door.PartyAsync("call", await queue.JoinAsync(size: 2));
        var moved = await queue.JoinAsync(size: 2);
        await queue.HostAsync("move", $$"""{"partyId":"{{moved}}","beforePartyId":"{{held}}"}""");
        await queue.PartyAsync("call", moved);
        await queue.JoinAsync();

        var report = await ReadAsync(server, queue, visits: 6);
        Assert.Equal((4.0, 4.0), Parts(report, "skips"));
        Assert.Equal(
            """{"held":1,"moved":1,"none":1,"size":1}""", Metric(report, "skips")["by"]!.ToJsonString());
        var device = report["devices"]!.AsArray().Single(row => (string?)row!["name"] == "Door tablet")!;
        Assert.Equal("""{"held":1,"none":1,"size":1}""", device["skips"]!.ToJsonString());
        Assert.Equal(3, (int?)device["acts"]!["called"]);
    }

    [Fact]
    public async Task Alerts_are_told_from_the_question_on()
    {
        await using var server = await TestServer.StartAsync(time);
        var queue = await WaitlistClient.CreateAsync(server.Http);
        var (ann, bo) = (await queue.JoinAsync(), await queue.JoinAsync());
        foreach (var (type, party) in new[] { ("push_prompt_shown", ann), ("push_prompt_shown", ann), ("push_prompt_shown", bo), ("push_prompt_granted", bo), ("push_prompt_granted", "nobody") })
        {
            await server.Http.PostAsync("/api/track", new JsonObject { ["type"] = type, ["sessionId"] = queue.SessionId, ["partyId"] = party }.ToJsonString());
        }

        await queue.JoinAsync();
        var report = await ReadAsync(server, queue, visits: 3);
        Assert.Equal((2.0, 3.0), Parts(report, "push_prompted"));
        Assert.Equal((1.0, 2.0), Parts(report, "push_granted"));
    }

    [Fact]
    public async Task The_time_in_which_guests_could_not_join_is_told()
    {
        await using var server = await TestServer.StartAsync(time);
        var queue = await WaitlistClient.CreateAsync(server.Http);
        await queue.HostAsync("pause", "{}");
        time.Advance(TimeSpan.FromMinutes(12));
        await queue.HostAsync("resume", "{}");
        await queue.JoinAsync();

        var report = await ReadAsync(server, queue, visits: 1);
        Assert.Equal((720_000.0, 1.0), Parts(report, "joining_paused"));
    }

    private static async Task<JsonNode> ReadAsync(TestServer server, WaitlistClient queue, int visits)
    {
        JsonNode report = new JsonObject();
        await Eventually.TrueAsync($"{visits} visits are counted", async () =>
        {
            report = (await server.Http.GetAsync($"/api/admin/analytics?code={queue.Code}&to=9999-01-01", ("x-host-auth", queue.HostToken))).Json;
            return (int?)Metric(report, "parties_joined")["n"] == visits;
        });
        return report;
    }

    private static async Task<string> CsvAsync(TestServer server, WaitlistClient queue) =>
        (await server.Http.GetAsync($"/api/admin/analytics.csv?code={queue.Code}&to=9999-01-01", ("x-host-auth", queue.HostToken))).Text;

    private static JsonNode Metric(JsonNode report, string name) =>
        report["metrics"]!.AsArray().Single(metric => (string?)metric!["name"] == name)!;

    private static double? Value(JsonNode report, string name) => (double?)Metric(report, name)["value"];

    private static JsonNode? By(JsonNode report, string name, string part) => Metric(report, name)["by"]?[part];

    private static (double?, double?) Parts(JsonNode report, string name) =>
        ((double?)Metric(report, name)["numerator"], (double?)Metric(report, name)["denominator"]);
}
