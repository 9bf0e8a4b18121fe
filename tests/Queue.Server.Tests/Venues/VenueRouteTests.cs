using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Venues;

public sealed class VenueRouteTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private string Origin => shared.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);

    [Fact]
    public async Task A_new_venue_is_answered_whole_and_its_code_leads_to_its_first_evening()
    {
        var owner = await KeyClient.CreateAsync(shared.Http);
        var answer = await owner.PostAsync(
            "/api/venues",
            """
            {"name":" Da Ugo ","slug":"da-ugo","timeZone":"Europe/Berlin","location":"Main St 1","contactInfo":"555","lastCallMinutes":30,
             "openingHours":[{"day":"saturday","open":"18:00","close":"02:00"},{"day":"sunday","open":"12:00","close":"15:00"}],
             "closedDates":["2026-12-24"],"defaults":{"preset":"restaurant","maxGuests":40,"tables":[{"seats":2,"count":4}]}}
            """);

        Assert.Equal((201, "no-store"), ((int)answer.Status, answer.Header("Cache-Control")));
        var (id, code) = ((string?)answer.Json["id"], (string?)answer.Json["code"]);
        Assert.Equal($"/api/venues/{id}", answer.Header("Location"));
        var session = (string?)answer.Json["tonight"]?["sessionId"];
        const long Opens = 1772902800000; // 2026-03-07T17:00Z
        Expect.Body(
            $$"""
            {"id":"{{id}}","code":"{{code}}","slug":"da-ugo","name":"Da Ugo","location":"Main St 1","contactInfo":"555","timeZone":"Europe/Berlin",
             "openingHours":[{"day":"saturday","open":"18:00","close":"02:00"},{"day":"sunday","open":"12:00","close":"15:00"}],
             "closedDates":["2026-12-24"],"lastCallMinutes":30,
             "defaults":{"maxGuests":40,"callWindowSeconds":480,"onCallExpired":"keep","nudgePositions":[2,5],"allowDuplicateNames":false,"snooze":true,
               "maxPartySize":20,"displayNames":"number","positionBy":"sizeBand","tables":[{"seats":2,"count":4}]},
             "createdAt":{{shared.Now}},"joinUrl":"{{Origin}}/q/{{code}}","venueUrl":"{{Origin}}/v/da-ugo",
             "tonight":{"number":1,"sessionId":"{{session}}","state":"closed","opensAt":{{Opens}},"lastCallAt":{{Opens + (450 * 60_000)}},
               "closesAt":{{Opens + (480 * 60_000)}},"parties":0,"guests":0} }
            """,
            answer);
        Expect.Body(answer.Text, await owner.GetAsync($"/api/venues/{id}"));
        Expect.Ok($$"""{"venues":[{{answer.Text}}]}""", await owner.GetAsync("/api/venues"));

        var door = await shared.Http.ReadAsync($"/api/queue/{code}");
        Assert.Equal(("Da Ugo", Opens, "18:00", "02:00"), ((string?)door.Json["eventName"], (long?)door.Json["opensAt"], (string?)door.Json["openTime"], (string?)door.Json["closeTime"]));
        var queue = Assert.Single((await owner.GetAsync("/api/queues")).Json["queues"]!.AsArray());
        Assert.Equal((session, 40), ((string?)queue!["sessionId"], (int?)queue["maxGuests"]));
    }

    [Fact]
    public async Task What_is_left_out_has_a_default()
    {
        var venue = await VenueClient.CreateAsync(shared.Http);
        var answer = (await venue.GetAsync()).Json;
        Assert.Equal((15, 100, 120), ((int)answer["lastCallMinutes"]!, (int)answer["defaults"]!["maxGuests"]!, (int)answer["defaults"]!["callWindowSeconds"]!));
        Assert.StartsWith("trattoria", venue.Slug, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string> WrongFields => new()
    {
        { "name", """{"timeZone":"UTC",$H}""", "name is required" },
        { "name", """{"name":" ","timeZone":"UTC",$H}""", "name is required" },
        { "name", """{"name":7,"timeZone":"UTC",$H}""", "name must be a string" },
        { "timeZone", """{"name":"A",$H}""", "timeZone is required" },
        { "timeZone", """{"name":"A","timeZone":"Europe/Atlantis",$H}""", "timeZone must be an IANA name such as Europe/Berlin" },
        { "openingHours", """{"name":"A","timeZone":"UTC"}""", "openingHours is required" },
        { "openingHours", """{"name":"A","timeZone":"UTC","openingHours":[]}""", Hours },
        { "openingHours", """{"name":"A","timeZone":"UTC","openingHours":{}}""", Hours },
        { "openingHours", """{"name":"A","timeZone":"UTC","openingHours":["monday"]}""", Hours },
        { "openingHours", """{"name":"A","timeZone":"UTC","openingHours":[{"day":"Monday","open":"10:00","close":"12:00"}]}""", Hours },
        { "openingHours", """{"name":"A","timeZone":"UTC","openingHours":[{"day":"1","open":"10:00","close":"12:00"}]}""", Hours },
        { "openingHours", """{"name":"A","timeZone":"UTC","openingHours":[{"day":"monday","open":"10:00"}]}""", Hours },
        { "openingHours", """{"name":"A","timeZone":"UTC","openingHours":[{"day":"monday","open":"9:00","close":"12:00"}]}""", Hours },
        { "openingHours", """{"name":"A","timeZone":"UTC","openingHours":[{"day":"monday","open":"12:00","close":"12:00"}]}""", Hours },
        { "openingHours", """{"name":"A","timeZone":"UTC","openingHours":[{"day":"monday","open":"10:00","close":"12:00","note":"x"}]}""", Hours },
        {
            "openingHours",
            """{"name":"A","timeZone":"UTC","openingHours":[{"day":"sunday","open":"20:00","close":"02:00"},{"day":"monday","open":"01:00","close":"05:00"}]}""",
            "openingHours must not overlap"
        },
        { "closedDates", """{"name":"A","timeZone":"UTC",$H,"closedDates":["24.12.2026"]}""", "closedDates must be at most 400 dates such as 2026-12-24" },
        { "closedDates", """{"name":"A","timeZone":"UTC",$H,"closedDates":"2026-12-24"}""", "closedDates must be at most 400 dates such as 2026-12-24" },
        { "lastCallMinutes", """{"name":"A","timeZone":"UTC",$H,"lastCallMinutes":-1}""", "lastCallMinutes must be a whole number between 0 and 240" },
        { "slug", """{"name":"A","timeZone":"UTC",$H,"slug":"Ab"}""", "slug must be 3 to 60 of a to z, 0 to 9 and -, with no - at either end" },
        { "defaults", """{"name":"A","timeZone":"UTC",$H,"defaults":[]}""", "defaults must be an object" },
        { "callWindowSeconds", """{"name":"A","timeZone":"UTC",$H,"defaults":{"callWindowSeconds":5}}""", "callWindowSeconds must be a whole number between 30 and 1800" },
        { "maxGuests", """{"name":"A","timeZone":"UTC",$H,"defaults":{"maxGuests":101}}""", "maxGuests must be a whole number between 1 and 100" },
        { "timeZone", """{"name":"A","timeZone":"UTC",$H,"defaults":{"timeZone":"UTC"}}""", "timeZone is not a field of this request" },
        { "owner", """{"name":"A","timeZone":"UTC",$H,"owner":"me"}""", "owner is not a field of this request" },
    };

    private const string Hours =
        "openingHours must be 1 to 50 entries {day, open, close}: day monday to sunday, open and close two different times HH:mm";

    [Theory]
    [MemberData(nameof(WrongFields))]
    public async Task A_wrong_field_is_named_and_opens_nothing(string field, string body, string error)
    {
        var owner = await KeyClient.CreateAsync(shared.Http);
        Expect.FieldProblem(
            field, error, await owner.PostAsync("/api/venues", body.Replace("$H", VenueClient.Evenings, StringComparison.Ordinal)));
        Expect.Ok("""{"venues":[]}""", await owner.GetAsync("/api/venues"));
    }

    [Fact]
    public async Task Too_many_hours_or_closed_days_are_refused()
    {
        var owner = await KeyClient.CreateAsync(shared.Http);
        var hours = string.Join(',', Enumerable.Range(0, 51).Select(i => $$"""{"day":"monday","open":"{{i / 4:00}}:{{i % 4 * 15:00}}","close":"{{i / 4:00}}:{{(i % 4 * 15) + 14:00}}"}"""));
        Expect.FieldProblem("openingHours", Hours, await owner.PostAsync("/api/venues", $$"""{"name":"A","timeZone":"UTC","openingHours":[{{hours}}]}"""));
        var days = string.Join(',', Enumerable.Range(0, 401).Select(i => $"\"{new DateOnly(2026, 1, 1).AddDays(i):yyyy-MM-dd}\""));
        Assert.Equal("invalid_field", (await owner.PostAsync("/api/venues", VenueClient.Fields($"\"closedDates\":[{days}]"))).Code);
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("PATCH", "")]
    [InlineData("DELETE", "")]
    public async Task A_venue_is_its_owners_alone(string method, string more)
    {
        var venue = await VenueClient.CreateAsync(shared.Http);
        var other = await KeyClient.CreateAsync(shared.Http);
        var body = method == "GET" ? null : "{}";
        var http = new HttpMethod(method);
        Expect.Problem(401, "unauthorized", "Missing API key", await shared.Http.SendAsync(http, venue.Path + more, body));
        Expect.Problem(401, "unauthorized", "Invalid API key", await shared.Http.SendAsync(http, venue.Path + more, body, ("Authorization", "Bearer que_wrong")));
        Expect.Problem(404, "venue_not_found", "Venue not found", await shared.Http.SendAsync(http, venue.Path + more, body, ("Authorization", $"Bearer {other.Key}")));
        Assert.Equal(404, (int)(await shared.Http.SendAsync(http, $"/api/venues/abc{more}", body, ("Authorization", $"Bearer {other.Key}"))).Status);
        Assert.Equal(200, (int)(await venue.GetAsync()).Status);
    }

    [Fact]
    public async Task A_room_of_another_kind_is_no_venue()
    {
        var room = await RoomClient.CreateAsync(shared.Http);
        Expect.Problem(404, "venue_not_found", "Venue not found", await room.Owner.GetAsync($"/api/venues/{room.Id}"));
    }

    [Fact]
    public async Task A_request_that_is_repeated_with_its_key_opens_one_venue()
    {
        var owner = await KeyClient.CreateAsync(shared.Http);
        var key = ("Idempotency-Key", $"key-{Guid.NewGuid()}");
        var first = await owner.PostAsync("/api/venues", VenueClient.Fields(), key);
        Expect.Body(first.Text, await owner.PostAsync("/api/venues", VenueClient.Fields(), key));
        Assert.Equal("idempotency_key_reused", (await owner.PostAsync("/api/venues", VenueClient.Fields(name: "Other"), key)).Code);
        Assert.Single((await owner.GetAsync("/api/venues")).Json["venues"]!.AsArray());
    }

    [Fact]
    public async Task Many_venues_at_once_are_all_opened_with_their_evenings()
    {
        var venues = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => VenueClient.CreateAsync(shared.Http, VenueClient.Fields($"\"slug\":\"many-{Guid.NewGuid():N}\""))));
        Assert.Equal(100, venues.Select(venue => venue.Code).Distinct().Count());
        foreach (var venue in venues)
        {
            Assert.Equal(200, (int)(await venue.DoorAsync()).Status);
        }
    }

    [Fact]
    public async Task A_slug_that_was_asked_for_is_given_once_and_one_from_the_name_is_made_new()
    {
        var owner = await KeyClient.CreateAsync(shared.Http);
        var slug = $"bar-{Guid.NewGuid():N}";
        await VenueClient.CreateAsync(shared.Http, VenueClient.Fields($"\"slug\":\"{slug}\""), owner);
        Expect.Problem(
            409, "slug_taken", "Another venue has this slug", await owner.PostAsync("/api/venues", VenueClient.Fields($"\"slug\":\"{slug}\"")));
        var slugs = new List<string>();
        for (var i = 0; i < 12; i++)
        {
            slugs.Add((await VenueClient.CreateAsync(shared.Http, VenueClient.Fields(name: slug.ToUpperInvariant()), owner)).Slug);
        }

        Assert.Equal(Enumerable.Range(2, 8).Select(i => $"{slug}-{i}"), slugs.Take(8));
        Assert.Equal(12, slugs.Distinct().Count());
    }

    [Fact]
    public async Task The_address_by_name_leads_to_tonights_queue()
    {
        var venue = await VenueClient.CreateAsync(shared.Http);
        foreach (var name in new[] { venue.Slug, venue.Slug.ToUpperInvariant() })
        {
            var answer = await shared.Http.ReadAsync($"/v/{name}");
            Assert.Equal((302, $"/q/{venue.Code}", "no-cache"), ((int)answer.Status, answer.Header("Location"), answer.Header("Cache-Control")));
        }

        Expect.Problem(404, "venue_not_found", "Venue not found", await shared.Http.ReadAsync("/v/nobody-has-this"));
        Assert.Equal(404, (int)(await shared.Http.ReadAsync("/v/%20")).Status);
    }

    [Fact]
    public async Task Another_slug_takes_the_place_of_the_first_one_which_is_free_again()
    {
        var (venue, other) = (await VenueClient.CreateAsync(shared.Http), await VenueClient.CreateAsync(shared.Http));
        var slug = $"osteria-{Guid.NewGuid():N}";
        Assert.Equal(slug, (string?)(await venue.ChangeAsync($$"""{"slug":"{{slug}}"}""")).Json["slug"]);
        Assert.Equal(404, (int)(await shared.Http.ReadAsync($"/v/{venue.Slug}")).Status);
        Assert.Equal($"/q/{venue.Code}", (await shared.Http.ReadAsync($"/v/{slug}")).Header("Location"));

        Assert.Equal("slug_taken", (await other.ChangeAsync($$"""{"slug":"{{slug}}"}""")).Code);
        Assert.Equal(200, (int)(await other.ChangeAsync($$"""{"slug":"{{venue.Slug}}"}""")).Status);
        Assert.Equal($"/q/{other.Code}", (await shared.Http.ReadAsync($"/v/{venue.Slug}")).Header("Location"));
    }

    [Fact]
    public async Task A_change_keeps_what_it_leaves_out()
    {
        var venue = await VenueClient.CreateAsync(shared.Http, VenueClient.Fields("\"location\":\"Main St 1\",\"closedDates\":[\"2026-12-24\"]"));
        var before = (await venue.GetAsync()).Json;
        Expect.Body(before.ToJsonString(), await venue.ChangeAsync("{}"));

        var after = (await venue.ChangeAsync("""{"name":"Osteria","location":"","lastCallMinutes":0}""")).Json;
        Assert.Equal(("Osteria", null, 0), ((string?)after["name"], (string?)after["location"], (int)after["lastCallMinutes"]!));
        Assert.Equal(before["closedDates"]!.ToJsonString(), after["closedDates"]!.ToJsonString());
        Assert.Equal(before["defaults"]!.ToJsonString(), after["defaults"]!.ToJsonString());
        Expect.FieldProblem("name", "name is required", await venue.ChangeAsync("""{"name":" "}"""));
        Expect.FieldProblem("openingHours", Hours, await venue.ChangeAsync("""{"openingHours":[]}"""));
        Assert.Equal("invalid_body", (await venue.ChangeAsync("[]")).Code);
    }

    [Fact]
    public async Task A_venue_that_ended_is_gone_with_its_code_and_its_name()
    {
        var venue = await VenueClient.CreateAsync(shared.Http);
        Expect.Ok("""{"ok":true}""", await venue.EndAsync());

        Expect.Problem(404, "session_not_found", "Session not found", await venue.DoorAsync());
        Expect.Problem(404, "session_not_found", "Session not found", await venue.JoinAsync());
        Assert.Equal(404, (int)(await shared.Http.ReadAsync($"/q/{venue.Code}")).Status);
        Assert.Equal(404, (int)(await shared.Http.ReadAsync($"/v/{venue.Slug}")).Status);
        Expect.Problem(404, "venue_not_found", "Venue not found", await venue.GetAsync());
        Expect.Problem(404, "venue_not_found", "Venue not found", await venue.EndAsync());
        Expect.Ok("""{"venues":[]}""", await venue.Owner.GetAsync("/api/venues"));
        Assert.True((bool)Assert.Single((await venue.Owner.GetAsync("/api/queues")).Json["queues"]!.AsArray())!["closed"]!);
        await VenueClient.CreateAsync(shared.Http, VenueClient.Fields($"\"slug\":\"{venue.Slug}\""));
    }
}
