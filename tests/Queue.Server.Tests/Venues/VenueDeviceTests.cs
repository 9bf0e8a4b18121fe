using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Venues;

/// <summary>Devices of a venue: paired, renewed, removed; and what their roles let them do.</summary>
public sealed class VenueDeviceTests
{
    private static readonly DateTimeOffset Friday = new(2026, 3, 6, 0, 0, 0, TimeSpan.Zero);

    private readonly ManualTime time = new();

    [Theory]
    [InlineData("manager", "host")]
    [InlineData("host", "host")]
    [InlineData("display", "display")]
    public async Task A_paired_device_is_told_what_it_has_become(string role, string page)
    {
        await using var server = await TestServer.StartAsync(time);
        var venue = await VenueClient.CreateAsync(server.Http);
        var offer = await venue.Owner.PostAsync($"{venue.Path}/pairing", $$"""{"role":"{{role}}"}""");
        Assert.Equal(time.GetUtcNow().AddMinutes(10), VenueClient.Instant(offer.Json["expiresAt"]));

        var paired = await server.Http.PostAsync("/api/pair", $$"""{"pairingCode":"{{offer.Json["pairingCode"]}}","deviceName":" Bar "}""");
        var token = (string?)paired.Json["hostAuthToken"];
        var session = (string?)(await venue.TonightAsync())["sessionId"];
        Expect.Ok(
            $$"""
            {"code":"{{venue.Code}}","sessionId":"{{session}}","hostAuthToken":"{{token}}","role":"{{role}}","hasPin":false,
             "hostUrl":"{{server.Address.GetLeftPart(UriPartial.Authority)}}/{{page}}/{{venue.Code}}#{{token}}"}
            """,
            paired);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        Expect.Ok(
            $$"""
            {"devices":[{"id":"{{token!.Split('.')[2]}}","name":"Bar","role":"{{role}}","pairedAt":{{now}},"renewedAt":{{now}},"expiresAt":{{now + (30L * 86_400_000)}}}]}
            """,
            await venue.GetAsync("/devices"));
        Assert.Equal("pairing_code_not_found", (await server.Http.PostAsync("/api/pair", $$"""{"pairingCode":"{{offer.Json["pairingCode"]}}","deviceName":"Again"}""")).Code);
    }

    [Fact]
    public async Task A_device_that_brings_no_name_gets_the_one_that_came_with_its_code()
    {
        await using var server = await TestServer.StartAsync(time);
        var venue = await VenueClient.CreateAsync(server.Http);
        var offer = await venue.Owner.PostAsync($"{venue.Path}/pairing", """{"role":"host","deviceName":"Door"}""");
        Assert.Equal(200, (int)(await server.Http.PostAsync("/api/pair", $$"""{"pairingCode":"{{offer.Json["pairingCode"]}}"}""")).Status);
        Assert.Equal("Door", (string?)(await venue.GetAsync("/devices")).Json["devices"]![0]!["name"]);

        var nameless = await venue.Owner.PostAsync($"{venue.Path}/pairing", """{"role":"host"}""");
        Expect.FieldProblem("deviceName", "deviceName is required", await server.Http.PostAsync("/api/pair", $$"""{"pairingCode":"{{nameless.Json["pairingCode"]}}"}"""));
        await DeviceClient.PairAsync(server.Http, venue, nameless);
    }

    [Theory]
    [InlineData("role", "{}", "role must be manager, host or display")]
    [InlineData("role", """{"role":"owner"}""", "role must be manager, host or display")]
    [InlineData("role", """{"role":1}""", "role must be a string")]
    [InlineData("name", """{"role":"host","name":"x"}""", "name is not a field of this request")]
    public async Task A_code_is_given_for_a_role(string field, string body, string error)
    {
        await using var server = await TestServer.StartAsync(time);
        var venue = await VenueClient.CreateAsync(server.Http);
        Expect.FieldProblem(field, error, await venue.Owner.PostAsync($"{venue.Path}/pairing", body));
    }

    [Theory]
    [InlineData("manager")]
    [InlineData("host")]
    public async Task A_host_of_the_venue_hosts_every_evening_with_one_token(string role)
    {
        await using var server = await TestServer.StartAsync(time);
        var venue = await VenueClient.CreateAsync(server.Http);
        var device = await DeviceClient.PairAsync(server.Http, venue, role);
        var party = (string)(await venue.JoinAsync()).Json["partyId"]!;
        Assert.Equal("Ann", (string?)(await device.ReadAsync("snapshot")).Json["queue"]![0]!["name"]);
        Assert.Equal(200, (int)(await device.HostAsync("call", $$"""{"partyId":"{{party}}"}""")).Status);
        Assert.Equal(200, (int)(await device.ReadAsync("recent")).Status);

        await venue.UntilAsync(time, Friday.AddHours(22), "closed");
        await venue.UntilAsync(time, Friday.AddHours(23), 2);
        await venue.UntilAsync(time, Friday.AddHours(42), "open");
        await venue.JoinAsync("Bo");
        Assert.Equal("Bo", (string?)(await device.ReadAsync("snapshot")).Json["queue"]![0]!["name"]);
    }

    [Fact]
    public async Task A_display_shows_names_as_a_host_may_see_them_and_does_nothing_else()
    {
        await using var server = await TestServer.StartAsync(time);
        var venue = await VenueClient.CreateAsync(server.Http, VenueClient.Fields("\"defaults\":{\"displayNames\":\"initial\"}"));
        var display = await DeviceClient.PairAsync(server.Http, venue, "display");
        var party = (string)(await venue.JoinAsync()).Json["partyId"]!;
        Assert.Equal("A.", (string?)(await display.ReadAsync("display")).Json["next"]![0]!["name"]);
        Assert.Null((string?)(await server.Http.ReadAsync($"/api/queue/{venue.Code}/display")).Json["next"]![0]!["name"]);

        foreach (var answer in new[]
        {
            await display.ReadAsync("snapshot"), await display.ReadAsync("recent"), await display.HostAsync("call", $$"""{"partyId":"{{party}}"}"""),
            await display.HostAsync("close"), await display.HostAsync("pairing"),
        })
        {
            Expect.Problem(403, "invalid_host_token", "Invalid host authentication", answer);
        }
    }

    [Theory]
    [InlineData("host")]
    [InlineData("display")]
    public async Task What_managers_do_others_may_not(string role)
    {
        await using var server = await TestServer.StartAsync(time);
        var venue = await VenueClient.CreateAsync(server.Http);
        var device = await DeviceClient.PairAsync(server.Http, venue, role);
        foreach (var answer in new[]
        {
            await device.VenueAsync(HttpMethod.Get, "/devices"), await device.VenueAsync(HttpMethod.Delete, $"/devices/{device.Id}"),
            await device.VenueAsync(HttpMethod.Put, "/pin", """{"pin":"1234"}"""), await device.VenueAsync(HttpMethod.Get, "/audit"),
            await device.VenueAsync(HttpMethod.Post, "/pairing", """{"role":"host"}"""),
        })
        {
            Expect.Problem(403, "manager_only", "Only the owner and managers of this venue may do this", answer);
        }

        Assert.Equal(401, (int)(await device.VenueAsync(HttpMethod.Get, "")).Status);
        Assert.Equal(401, (int)(await device.VenueAsync(HttpMethod.Delete, "")).Status);
    }

    [Fact]
    public async Task A_manager_looks_after_hosts_and_displays_and_only_the_owner_after_managers()
    {
        await using var server = await TestServer.StartAsync(time);
        var venue = await VenueClient.CreateAsync(server.Http);
        var (manager, other) = (await DeviceClient.PairAsync(server.Http, venue, "manager"), await DeviceClient.PairAsync(server.Http, venue, "manager"));
        var host = await DeviceClient.PairAsync(server.Http, venue, await manager.VenueAsync(HttpMethod.Post, "/pairing", """{"role":"host"}"""));
        Assert.Equal(3, (await manager.VenueAsync(HttpMethod.Get, "/devices")).Json["devices"]!.AsArray().Count);

        Assert.Equal("manager_only", (await manager.VenueAsync(HttpMethod.Post, "/pairing", """{"role":"manager"}""")).Code);
        Assert.Equal("manager_only", (await manager.VenueAsync(HttpMethod.Delete, $"/devices/{other.Id}")).Code);
        Expect.Ok("""{"ok":true}""", await manager.VenueAsync(HttpMethod.Delete, $"/devices/{host.Id}"));
        Expect.Ok("""{"ok":true}""", await venue.Owner.DeleteAsync($"{venue.Path}/devices/{other.Id}"));
        Expect.Ok("""{"ok":true}""", await venue.Owner.DeleteAsync($"{venue.Path}/devices/{other.Id}"));
    }

    [Fact]
    public async Task From_the_host_page_of_an_evening_only_a_manager_pairs_and_the_device_is_the_venues()
    {
        await using var server = await TestServer.StartAsync(time);
        var venue = await VenueClient.CreateAsync(server.Http);
        var (manager, host) = (await DeviceClient.PairAsync(server.Http, venue, "manager"), await DeviceClient.PairAsync(server.Http, venue, "host"));
        Assert.Equal("manager_only", (await host.HostAsync("pairing", "{}")).Code);

        await DeviceClient.PairAsync(server.Http, venue, await manager.HostAsync("pairing", "{}"), "Second");
        Assert.Equal("Second", (string?)(await venue.GetAsync("/devices")).Json["devices"]![2]!["name"]);
    }

    [Fact]
    public async Task A_device_that_was_removed_is_out_at_once_everywhere()
    {
        await using var server = await TestServer.StartAsync(time);
        var venue = await VenueClient.CreateAsync(server.Http);
        var host = await DeviceClient.PairAsync(server.Http, venue, "host");
        using var socket = await SocketClient.ConnectAsync(server, $"/api/queue/{venue.Code}/connect?hostToken={host.Token}");
        Assert.Equal("queue_update", await socket.ReceiveKindAsync());
        Assert.Equal(200, (int)(await host.ReadAsync("snapshot")).Status);
        await venue.Owner.DeleteAsync($"{venue.Path}/devices/{host.Id}");

        Expect.Problem(403, "invalid_host_token", "Invalid host authentication", await host.ReadAsync("snapshot"));
        Expect.Problem(403, "invalid_host_token", "Invalid host authentication", await host.HostAsync("advance", "{}"));
        Expect.Problem(403, "invalid_host_token", "Invalid host authentication", await host.RenewAsync());
        Expect.Problem(403, "invalid_host_token", "Invalid host authentication", await host.UnlockAsync("1234"));
        await venue.JoinAsync();
        Assert.Equal((1008, "removed"), await socket.ReceiveCloseAsync());
    }

    [Fact]
    public async Task A_device_that_is_used_is_renewed_and_one_that_is_not_expires_after_thirty_days()
    {
        await using var server = await TestServer.StartAsync(time);
        var venue = await VenueClient.CreateAsync(server.Http);
        var (used, unused) = (await DeviceClient.PairAsync(server.Http, venue, "host"), await DeviceClient.PairAsync(server.Http, venue, "host"));
        for (var i = 0; i < 2; i++)
        {
            time.Jump(TimeSpan.FromDays(20));
            var renewed = await used.RenewAsync();
            Assert.Equal((venue.Code, "host", false), ((string?)renewed.Json["code"], (string?)renewed.Json["role"], (bool)renewed.Json["hasPin"]!));
            used = used.With((string)renewed.Json["hostAuthToken"]!);
        }

        Expect.Problem(403, "invalid_host_token", "Invalid host authentication", await unused.RenewAsync());
        Assert.Equal(200, (int)(await used.ReadAsync("recent")).Status);
        Assert.Equal(403, (int)(await unused.ReadAsync("recent")).Status);
        var listed = (await venue.GetAsync("/devices")).Json["devices"]![0]!;
        Assert.Equal(time.GetUtcNow().AddDays(30), VenueClient.Instant(listed["expiresAt"]));
    }

    [Fact]
    public async Task Devices_come_back_with_the_venue_after_a_restart()
    {
        var folder = TestServer.NewFolder();
        VenueClient venue;
        DeviceClient host;
        await using (var before = await TestServer.StartAsync(time, folder, []))
        {
            venue = await VenueClient.CreateAsync(before.Http);
            host = await DeviceClient.PairAsync(before.Http, venue, "host");
        }

        await using (var server = await TestServer.StartAsync(time, folder, []))
        {
            Assert.Equal(200, (int)(await server.Http.ReadAsync($"/api/queue/{venue.Code}/snapshot", ("x-host-auth", host.Token))).Status);
            Assert.Equal("Tablet", (string?)(await venue.At(server.Http).GetAsync("/devices")).Json["devices"]![0]!["name"]);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_token_of_another_venue_or_with_another_role_is_no_good()
    {
        await using var server = await TestServer.StartAsync(time);
        var (venue, other) = (await VenueClient.CreateAsync(server.Http), await VenueClient.CreateAsync(server.Http));
        var (display, foreign) = (await DeviceClient.PairAsync(server.Http, venue, "display"), await DeviceClient.PairAsync(server.Http, other, "host"));
        foreach (var token in new[] { foreign.Token, display.Token.Replace(".d.", ".v.", StringComparison.Ordinal), venue.Id, $"{venue.Id}.v.", "x" })
        {
            Assert.Equal("invalid_host_token", (await server.Http.ReadAsync($"/api/queue/{venue.Code}/snapshot", ("x-host-auth", token))).Code);
            Assert.Equal("invalid_host_token", (await server.Http.PostAsync($"{venue.Path}/unlock", """{"pin":"1234"}""", ("x-host-auth", token))).Code);
        }

        Assert.Equal("unauthorized", (await server.Http.PostAsync("/api/pair/renew", "")).Code);
    }

    [Fact]
    public async Task A_venue_takes_fifty_devices()
    {
        await using var server = await TestServer.StartAsync(time);
        var venue = await VenueClient.CreateAsync(server.Http);
        for (var i = 0; i < 50; i++)
        {
            await DeviceClient.PairAsync(server.Http, venue, "host");
        }

        var offer = await venue.Owner.PostAsync($"{venue.Path}/pairing", """{"role":"host"}""");
        Assert.Equal("too_many_devices", (await server.Http.PostAsync("/api/pair", $$"""{"pairingCode":"{{offer.Json["pairingCode"]}}","deviceName":"x"}""")).Code);
    }

    [Fact]
    public async Task Pairing_with_a_venue_that_has_ended_meanwhile_is_refused()
    {
        await using var server = await TestServer.StartAsync(time);
        var venue = await VenueClient.CreateAsync(server.Http);
        var host = await DeviceClient.PairAsync(server.Http, venue, "host");
        var offer = await venue.Owner.PostAsync($"{venue.Path}/pairing", """{"role":"host"}""");
        await venue.EndAsync();
        Assert.Equal("venue_not_found", (await server.Http.PostAsync("/api/pair", $$"""{"pairingCode":"{{offer.Json["pairingCode"]}}","deviceName":"x"}""")).Code);
        Assert.Equal("invalid_host_token", (await host.RenewAsync()).Code);
    }
}
