using System.Text.Json.Nodes;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Venues;

public sealed class VenueAuditTests
{
    private static readonly DateTimeOffset Friday = new(2026, 3, 6, 0, 0, 0, TimeSpan.Zero);

    private readonly ManualTime time = new();

    [Fact]
    public async Task It_tells_who_did_what_from_which_device_newest_first()
    {
        await using var server = await TestServer.StartAsync(time);
        var venue = await VenueClient.CreateAsync(server.Http);
        var manager = await DeviceClient.PairAsync(server.Http, venue, "manager", "Office");
        var host = await DeviceClient.PairAsync(server.Http, venue, await manager.VenueAsync(HttpMethod.Post, "/pairing", """{"role":"host"}"""), "Bar");
        var party = (string)(await venue.JoinAsync()).Json["partyId"]!;
        time.Jump(TimeSpan.FromSeconds(1));
        await host.HostAsync("call", $$"""{"partyId":"{{party}}"}""");
        time.Jump(TimeSpan.FromSeconds(1));
        await manager.HostAsync("close");
        time.Jump(TimeSpan.FromSeconds(1));
        await venue.ChangeAsync("""{"lastCallMinutes":0}""");
        time.Jump(TimeSpan.FromSeconds(1));
        await venue.Owner.DeleteAsync($"{venue.Path}/devices/{host.Id}");
        time.Jump(TimeSpan.FromSeconds(1));

        var entries = (await venue.GetAsync("/audit")).Json["entries"]!.AsArray();
        Assert.Equal(
            [
                "device_removed owner    Bar",
                "venue_changed owner    ",
                "waitlist_closed manager Office 1  ",
                "party_called host Bar 1 1 ",
                "device_paired manager Office   Bar",
                "device_paired owner    Office",
                "venue_created owner    ",
            ],
            entries.Select(Told));
        Assert.Equal(host.Id, (string?)entries[3]!["deviceId"]);
        Assert.Equal((string?)(await venue.TonightAsync())["sessionId"], (string?)entries[3]!["sessionId"]);
        Expect.Body((await venue.GetAsync("/audit")).Text, await manager.VenueAsync(HttpMethod.Get, "/audit"));
    }

    [Fact]
    public async Task It_reaches_over_evenings_and_is_cut_to_a_period_and_a_number()
    {
        await using var server = await TestServer.StartAsync(time);
        var venue = await VenueClient.CreateAsync(server.Http);
        var host = await DeviceClient.PairAsync(server.Http, venue, "host");
        await host.HostAsync("pause", "{}");
        await venue.UntilAsync(time, Friday.AddHours(22), "closed");
        await venue.UntilAsync(time, Friday.AddHours(23), 2);
        await venue.UntilAsync(time, Friday.AddHours(42), "open");
        await host.HostAsync("pause", "{}");
        time.Jump(TimeSpan.FromSeconds(1));
        await host.HostAsync("resume", "{}");

        Assert.Equal([2, 2, 1, null, null], (await AuditAsync(venue, "")).Select(entry => (int?)entry!["evening"]));
        Assert.Equal(["joining_resumed", "joining_paused"], (await AuditAsync(venue, "?from=2026-03-07")).Select(entry => (string?)entry!["action"]));
        Assert.Equal(["joining_paused", "device_paired", "venue_created"], (await AuditAsync(venue, "?to=2026-03-07")).Select(entry => (string?)entry!["action"]));
        Assert.Equal(["joining_resumed"], (await AuditAsync(venue, "?limit=1")).Select(entry => (string?)entry!["action"]));
        Assert.Empty(await AuditAsync(venue, "?from=2026-03-01&to=2026-03-02"));
    }

    [Theory]
    [InlineData("?from=yesterday", "from and to must be dates such as 2026-03-06, and from must come first")]
    [InlineData("?from=2026-03-07&to=2026-03-06", "from and to must be dates such as 2026-03-06, and from must come first")]
    [InlineData("?limit=0", "limit must be a whole number between 1 and 500")]
    [InlineData("?limit=501", "limit must be a whole number between 1 and 500")]
    [InlineData("?limit=x", "limit must be a whole number between 1 and 500")]
    public async Task A_wrong_question_is_named(string query, string error)
    {
        await using var server = await TestServer.StartAsync(time);
        var venue = await VenueClient.CreateAsync(server.Http);
        Expect.FieldProblem(query[1..].Split('=')[0], error, await venue.GetAsync($"/audit{query}"));
    }

    private static async Task<JsonArray> AuditAsync(VenueClient venue, string query)
    {
        var answer = await venue.GetAsync($"/audit{query}");
        Assert.True((int)answer.Status == 200, answer.Text);
        return answer.Json["entries"]!.AsArray();
    }

    private static string Told(JsonNode? entry) => string.Join(
        ' ', new[] { "action", "by", "deviceName", "evening", "ticket", "target" }.Select(name => entry![name]?.ToString() ?? ""));
}
