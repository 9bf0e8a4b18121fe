using System.Net;
using System.Text.Json.Nodes;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Venues;

/// <summary>The numbers of venues: who may read them, and what they tell beside the metrics. The clock begins on a Friday at 18:00 in UTC.</summary>
public sealed class VenueAnalyticsTests
{
    private static readonly DateTimeOffset Friday = new(2026, 3, 6, 0, 0, 0, TimeSpan.Zero);

    private readonly ManualTime time = new();

    [Fact]
    public async Task Numbers_of_a_venue_are_its_own_evenings_alone_and_its_owners_and_managers_alone()
    {
        await using var server = await TestServer.StartAsync(time);
        var venue = await VenueClient.CreateAsync(server.Http);
        var other = await VenueClient.CreateAsync(server.Http);
        await venue.JoinAsync();
        await other.JoinAsync();
        await other.JoinAsync("Bo");
        await (await WaitlistClient.CreateAsync(server.Http)).JoinAsync();

        Assert.Equal(1, N(await ReadAsync(venue, 1), "parties_joined"));
        Assert.Equal(2, N(await ReadAsync(other, 2), "parties_joined"));
        Expect.Problem(404, "venue_not_found", "Venue not found", await other.Owner.GetAsync(venue.Path + "/analytics"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Http.GetAsync(venue.Path + "/analytics", [])).Status);
        var (manager, host) = (await DeviceClient.PairAsync(server.Http, venue, "manager"), await DeviceClient.PairAsync(server.Http, venue, "host"));
        Assert.Equal(1, N((await manager.VenueAsync(HttpMethod.Get, "/analytics?to=9999-01-01")).Json, "parties_joined"));
        Assert.Equal(HttpStatusCode.Forbidden, (await host.VenueAsync(HttpMethod.Get, "/analytics")).Status);
    }

    [Fact]
    public async Task A_day_is_a_day_by_the_venues_clock_and_so_is_an_hour_of_the_week()
    {
        // 18:15 on Friday in UTC is 03:15 on Saturday in Tokyo.
        await using var server = await TestServer.StartAsync(time);
        var venue = await VenueClient.CreateAsync(
            server.Http, """{"name":"Bar","timeZone":"Asia/Tokyo","openingHours":[{"day":"saturday","open":"01:00","close":"05:00"}]}""");
        time.Advance(TimeSpan.FromMinutes(15));
        await venue.JoinAsync();
        var bo = (string?)(await venue.JoinAsync("Bo")).Json["partyId"];
        time.Advance(TimeSpan.FromMinutes(15));
        await server.Http.PostAsync($"/api/queue/{venue.Code}/leave", $$"""{"partyId":"{{bo}}"}""");

        // Two visits and one that has gone: what is counted later comes soon.
        JsonNode report = new JsonObject();
        await Eventually.TrueAsync("who left is counted", async () =>
        {
            report = await ReadAsync(venue, 2, "?from=2026-03-07&to=2026-03-08");
            return report["heat"]!.ToJsonString().Contains("\"abandoned\":1", StringComparison.Ordinal);
        });
        Assert.Equal("""[{"day":6,"hour":3,"line":2,"served":0,"abandoned":1}]""", report["heat"]!.ToJsonString());
        Assert.Equal(0, N((await venue.Owner.GetAsync(venue.Path + "/analytics?from=2026-03-06&to=2026-03-07")).Json, "parties_joined"));
    }

    [Fact]
    public async Task A_week_is_set_against_the_week_before()
    {
        await using var server = await TestServer.StartAsync(time);
        var venue = await VenueClient.CreateAsync(server.Http, VenueClient.Fields(zone: "Europe/Berlin", name: "Kneipe"));
        await venue.JoinAsync();
        await venue.UntilAsync(time, Friday.AddHours(21), "closed");
        await venue.UntilAsync(time, Friday.AddDays(7).AddHours(17.5), "open");
        await venue.JoinAsync("Bo");
        await venue.JoinAsync("Cy");

        var report = await ReadAsync(venue, 2, "?from=2026-03-09&to=2026-03-16");
        Assert.Equal(1, N(report["before"]!, "parties_joined"));
        Assert.Equal(
            (Friday.AddDays(-4).AddHours(-1), Friday.AddDays(3).AddHours(-1)),
            (VenueClient.Instant(report["before"]!["from"]), VenueClient.Instant(report["before"]!["to"])));
    }

    [Fact]
    public async Task Over_a_night_on_which_clocks_change_a_week_before_is_seven_days_and_not_fourteen()
    {
        await using var server = await TestServer.StartAsync(time);
        var venue = await VenueClient.CreateAsync(server.Http, VenueClient.Fields(zone: "America/New_York"));

        // Clocks went back on 2025-11-02.
        var report = (await venue.Owner.GetAsync(venue.Path + "/analytics?from=2025-10-27&to=2025-11-03")).Json;
        Assert.Equal(new DateTimeOffset(2025, 10, 20, 4, 0, 0, TimeSpan.Zero), VenueClient.Instant(report["before"]!["from"]));
        Assert.Equal(new DateTimeOffset(2025, 10, 27, 4, 0, 0, TimeSpan.Zero), VenueClient.Instant(report["before"]!["to"]));
    }

    [Fact]
    public async Task An_evening_has_a_report_card_on_which_hosts_own_promises_stand_apart()
    {
        await using var server = await TestServer.StartAsync(time);
        var venue = await VenueClient.CreateAsync(server.Http);
        var door = await DeviceClient.PairAsync(server.Http, venue, "host", "Door tablet");
        var ann = (string?)(await venue.JoinAsync()).Json["partyId"];
        var bo = (string?)(await door.HostAsync("add", """{"size":2,"quotedLowMs":1200000,"quotedHighMs":1500000}""")).Json["party"]?["id"];
        await door.HostAsync("call", $$"""{"partyId":"{{ann}}"}""");
        await door.HostAsync("seat", $$"""{"partyId":"{{ann}}"}""");
        time.Advance(TimeSpan.FromMinutes(20));
        await door.HostAsync("call", $$"""{"partyId":"{{bo}}"}""");

        JsonNode report = new JsonObject();
        JsonNode card = new JsonObject();
        await Eventually.TrueAsync("both calls are counted", async () =>
        {
            report = await ReadAsync(venue, 2);
            card = report["shifts"]!.AsArray().Single()!;
            return (int?)card["score"]!["n"] == 2;
        });
        var device = report["devices"]!.AsArray().Single()!;
        Assert.Equal(("Door tablet", 2), ((string?)device["name"], (int?)device["acts"]!["called"]));
        var method = Assert.Single(card["methods"]!.AsObject());
        Assert.Equal((1, 1.0), ((int?)method.Value!["n"], (double?)method.Value["inside"]));
        Assert.Equal((1, 2, 1), ((int)card["evening"]!, (int)card["quotes"]!, (int)card["hostQuotes"]!));
        Assert.Equal((1.0, 0.0), ((double?)card["score"]!["inside"], (double?)card["score"]!["distanceMs"]));
        Assert.Equal((1.0, 0.0), ((double?)card["host"]!["inside"], (double?)card["host"]!["veryLate"]));
        Assert.Equal((1, 0.0, 1.0), ((int?)card["suggested"]!["n"], (double?)card["suggested"]!["inside"], (double?)card["suggested"]!["late"]));
        Assert.True((double?)card["hostChangeMs"] > 0, card.ToJsonString());
    }

    [Fact]
    public async Task Venues_of_an_owner_stand_side_by_side_each_by_its_own_clock_and_say_when_they_are_few()
    {
        await using var server = await TestServer.StartAsync(time);
        var rome = await VenueClient.CreateAsync(server.Http, VenueClient.Fields(zone: "Europe/Rome", name: "Rome"));
        var bar = await VenueClient.CreateAsync(server.Http, VenueClient.Fields(name: "Bar"), rome.Owner);
        await VenueClient.CreateAsync(server.Http);
        for (var i = 0; i < 20; i++)
        {
            await rome.JoinAsync($"Guest {i}");
        }

        await bar.JoinAsync();
        await ReadAsync(rome, 20);
        await ReadAsync(bar, 1);
        var venues = (await rome.Owner.GetAsync("/api/venues/analytics?from=2026-03-06&to=2026-03-07")).Json["venues"]!.AsArray();
        Assert.Equal(
            [("Rome", 20, false), ("Bar", 1, true)],
            venues.Select(venue => ((string?)venue!["name"], N(venue, "parties_joined"), (bool)venue["fewVisits"]!)));
        Assert.Equal((Friday.AddHours(-1), Friday), (VenueClient.Instant(venues[0]!["from"]), VenueClient.Instant(venues[1]!["from"])));
    }

    [Fact]
    public async Task The_admin_key_lists_venues_and_reads_each()
    {
        await using var server = await TestServer.StartAsync(time);
        var admin = ("authorization", $"Bearer {server.AdminKey}");
        var venue = await VenueClient.CreateAsync(server.Http);
        await venue.JoinAsync();
        await ReadAsync(venue, 1);
        foreach (var path in new[] { "/api/admin/venues", "/api/admin/venues/analytics" })
        {
            var answer = await server.Http.GetAsync(path, admin);
            Assert.Equal((HttpStatusCode.OK, venue.Id), (answer.Status, (string?)answer.Json["venues"]!.AsArray().Single()!["id"]));
        }

        foreach (var path in new[] { "/api/admin/venues", "/api/admin/venues/analytics", "/api/admin/health" })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await server.Http.GetAsync(path, [])).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await server.Http.GetAsync(path, ("authorization", "Bearer adm_wrong"))).Status);
        }

        Assert.Equal(1, N((await server.Http.GetAsync($"/api/admin/analytics?venue={venue.Id}&to=9999-01-01", admin)).Json, "parties_joined"));
        Expect.Problem(
            404, "venue_not_found", "Venue not found", await server.Http.GetAsync($"/api/admin/analytics?venue={new string('0', 64)}", admin));
    }

    private static async Task<JsonNode> ReadAsync(VenueClient venue, int visits, string period = "?to=9999-01-01")
    {
        JsonNode report = new JsonObject();
        await Eventually.TrueAsync($"{visits} visits are counted", async () =>
        {
            report = (await venue.Owner.GetAsync(venue.Path + "/analytics" + period)).Json;
            return N(report, "parties_joined") == visits;
        });
        return report;
    }

    private static int N(JsonNode report, string name) =>
        (int)report["metrics"]!.AsArray().Single(metric => (string?)metric!["name"] == name)!["n"]!;
}
