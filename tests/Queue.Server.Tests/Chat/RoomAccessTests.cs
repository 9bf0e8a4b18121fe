using System.Text.Json.Nodes;
using Queue.Server.Tests.Fixtures;
using Queue.Server.Tests.Http;

namespace Queue.Server.Tests.Chat;

/// <summary>Who may do what in whose room: every route with every credential, in rooms that are closed, readable by all, and open to all.</summary>
public sealed class RoomAccessTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Message = """{"sender":"Ann","content":"hi"}""";

    private static readonly (string Method, string More, string? Body)[] Reads =
        [("GET", "/messages", null), ("HEAD", "/snapshot", null), ("GET", "/snapshot", null), ("GET", "/ws", null)];
    private static readonly (string Method, string More, string? Body)[] Writes = [("POST", "/messages", Message)];
    private static readonly (string Method, string More, string? Body)[] Owners =
    [
        ("GET", "", null), ("PATCH", "", """{"keepDays":3}"""), ("POST", "/tokens", """{"role":"read"}"""), ("DELETE", "/tokens/00000000", null),
        ("POST", "/hooks", null), ("DELETE", "/hooks/00000000", null), ("DELETE", "", null),
    ];

    private HttpClient Http => shared.Http;

    [Theory]
    [InlineData("owner", "yes yes yes")]
    [InlineData("another key of the owner", "yes yes yes")]
    [InlineData("write token", "yes yes 401 Invalid API key")]
    [InlineData("read token", "yes 403 This token only reads 401 Invalid API key")]
    [InlineData("foreign key", "404 room not found 404 room not found 404 room not found")]
    [InlineData("none", "401 Missing API key 401 Missing API key 401 Missing API key")]
    [InlineData("wrong key", "401 Invalid API key 401 Invalid API key 401 Invalid API key")]
    [InlineData("token of another room", "401 Unauthorized 401 Unauthorized 401 Invalid API key")]
    [InlineData("revoked token", "401 Unauthorized 401 Unauthorized 401 Invalid API key")]
    [InlineData("expired token", "401 Token expired 401 Token expired 401 Invalid API key")]
    [InlineData("forged token", "401 Unauthorized 401 Unauthorized 401 Invalid API key")]
    [InlineData("read token that says write", "401 Unauthorized 401 Unauthorized 401 Invalid API key")]
    [InlineData("host token", "401 Unauthorized 401 Unauthorized 401 Invalid API key")]
    [InlineData("garbage", "401 Unauthorized 401 Unauthorized 401 Invalid API key")]
    public async Task R12_Every_route_with_every_credential(string credential, string expected)
    {
        var outcomes = new List<string>();
        foreach (var routes in new[] { Reads, Writes, Owners })
        {
            var room = await RoomClient.CreateAsync(Http);
            var shown = await CredentialAsync(room, credential);
            outcomes.Add(await OneOutcomeAsync(room, routes, shown));
        }

        Assert.Equal(expected, string.Join(' ', outcomes));
    }

    [Theory]
    [InlineData("\"publicRead\":true", "yes 404 room not found 404 room not found", "yes 401 Missing API key 401 Missing API key")]
    [InlineData("\"anonymousWrite\":true", "404 room not found yes 404 room not found", "401 Missing API key yes 401 Missing API key")]
    public async Task Options_open_a_room_for_reading_or_posting_and_for_nothing_else(string options, string foreign, string none)
    {
        foreach (var (credential, expected) in new[] { ("foreign key", foreign), ("none", none) })
        {
            var room = await RoomClient.CreateAsync(Http, options);
            var shown = await CredentialAsync(room, credential);
            var outcomes = new[] { await OneOutcomeAsync(room, Reads, shown), await OneOutcomeAsync(room, Writes, shown), await OneOutcomeAsync(room, Owners, shown) };
            Assert.Equal(expected, string.Join(' ', outcomes));
        }
    }

    [Fact]
    public async Task R12_A_foreign_and_an_unknown_room_look_the_same()
    {
        var (room, foreign) = (await RoomClient.CreateAsync(Http), await KeyClient.CreateAsync(Http));

        foreach (var id in new[] { room.Id, new string('0', 64), "none", room.Id.ToUpperInvariant() })
        {
            Expect.Problem(404, "room_not_found", "room not found", await foreign.GetAsync($"/api/rooms/{id}/messages"));
            Expect.Problem(401, "unauthorized", "Missing API key", await Http.ReadAsync($"/api/rooms/{id}/messages"));
        }
    }

    [Fact]
    public async Task Waitlists_and_jobs_are_no_rooms()
    {
        var owner = await KeyClient.CreateAsync(Http);
        var queue = (await owner.PostAsync("/api/queue/create", """{"eventName":"E","maxGuests":10}""")).Json;

        Expect.Problem(404, "room_not_found", "room not found", await owner.GetAsync($"/api/rooms/{queue["sessionId"]}/messages"));
    }

    [Fact]
    public async Task Rooms_are_made_and_listed_with_a_key_alone()
    {
        var token = (await (await RoomClient.CreateAsync(Http)).ShareAsync("write")).Credential;
        foreach (var (method, body) in new[] { (HttpMethod.Get, null), (HttpMethod.Post, """{"name":"a"}""") })
        {
            Expect.Problem(401, "unauthorized", "Missing API key", await Http.SendAsync(method, "/api/rooms", body));
            Expect.Problem(401, "unauthorized", "Invalid API key", await Http.SendAsync(method, "/api/rooms", body, ("Authorization", $"Bearer {token}")));
        }
    }

    [Fact]
    public async Task A_token_in_the_address_is_as_good_as_in_the_header()
    {
        var room = await RoomClient.CreateAsync(Http);
        var reader = await room.ShareAsync("read");

        Assert.Equal(200, (int)(await Http.ReadAsync($"{room.Path}/messages?token={reader.Credential}")).Status);
    }

    // All routes of a group must have the same outcome, and what is refused changes nothing.
    private async Task<string> OneOutcomeAsync(RoomClient room, (string Method, string More, string? Body)[] routes, string? shown)
    {
        var before = await room.GetAsync();
        var outcomes = new List<string>();
        foreach (var (method, more, body) in routes)
        {
            if (await TryAsync(method, room.Path + more, body, shown) is { } one)
            {
                outcomes.Add(one);
            }
        }

        var outcome = Assert.Single(outcomes.Distinct());
        if (outcome != "yes")
        {
            Assert.Equal(Lasting(before), Lasting(await room.GetAsync()));
        }

        return outcome;
    }

    // Who was connected goes away in its own time.
    private static string Lasting(Answer room)
    {
        var lasting = room.Json.AsObject();
        Assert.True(lasting.Remove("connected"));
        return lasting.ToJsonString();
    }

    // Null for a refusal that has no body to compare.
    private async Task<string?> TryAsync(string method, string path, string? body, string? shown)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = body is null ? null : new StringContent(body);
        string[] upgrade = path.EndsWith("/ws", StringComparison.Ordinal)
            ? ["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="]
            : [];
        foreach (var line in shown is null ? upgrade : [.. upgrade, $"Authorization: Bearer {shown}"])
        {
            request.Headers.TryAddWithoutValidation(line.Split(": ")[0], line.Split(": ")[1]);
        }

        using var response = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var status = (int)response.StatusCode;
        return status is 101 or < 300 ? "yes"
            : method is "HEAD" ? null
            : $"{status} {(string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]}";
    }

    private async Task<string?> CredentialAsync(RoomClient room, string credential)
    {
        var later = shared.Time.GetUtcNow().AddDays(1);
        string Forge(string role, DateTimeOffset expiry, byte[]? key = null) =>
            TokenForge.Make(shared.Server.Folder, room.Id, expiry, role, null, key);
        switch (credential)
        {
            case "owner": return room.Owner.Key;
            case "another key of the owner": return (await room.Owner.AnotherAsync()).Key;
            case "write token": return (await room.ShareAsync("write")).Credential;
            case "read token": return (await room.ShareAsync("read")).Credential;
            case "foreign key": return (await KeyClient.CreateAsync(Http)).Key;
            case "none": return null;
            case "wrong key": return "que_" + new string('0', 40);
            case "token of another room": return (await (await RoomClient.CreateAsync(Http, owner: room.Owner)).ShareAsync("write")).Credential;
            case "expired token": return Forge("w", shared.Time.GetUtcNow());
            case "forged token": return Forge("w", later, new byte[32]);
            case "host token": return Forge("h", later);
            case "garbage": return "..... x";
            case "read token that says write": return (await room.ShareAsync("read")).Credential.Replace(".r.", ".w.", StringComparison.Ordinal);
            case "revoked token":
                var issued = (await room.IssueAsync("write")).Json;
                Assert.Equal(200, (int)(await room.SendAsync(HttpMethod.Delete, $"/tokens/{issued["id"]}")).Status);
                return (string)issued["token"]!;
            default: throw new ArgumentOutOfRangeException(nameof(credential));
        }
    }
}
