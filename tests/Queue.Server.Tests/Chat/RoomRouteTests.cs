using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Chat;

/// <summary>Chat rooms over HTTP: made, listed, renamed, deleted, shared.</summary>
public sealed class RoomRouteTests(SharedServer shared) : IClassFixture<SharedServer>
{
    // The clock of these tests, as clients of rooms read it.
    private const string Now = "2026-03-06T18:00:00.000Z";

    private HttpClient Http => shared.Http;

    [Fact]
    public async Task A_room_is_read_as_it_was_made()
    {
        var owner = await KeyClient.CreateAsync(Http);
        var made = await owner.PostAsync("/api/rooms", """{"name":" Team ","publicRead":true,"keepMessages":50,"keepDays":0,"project_id":"0123456789abcdef"}""");
        var id = (string)made.Json["id"]!;

        Assert.Equal((201, $"/api/rooms/{id}", "1.1", "no-store"), ((int)made.Status, made.Header("Location"), made.Header("Queue-Version"), made.Header("Cache-Control")));
        var expected =
            $$"""
            {"id":"{{id}}","name":"Team","created_at":"{{Now}}","publicRead":true,"anonymousWrite":false,"keepMessages":50,
             "firstSeq":1,"lastSeq":0,"connected":0,"tokens":[],"hooks":[]}
            """;
        Expect.Body(expected, made);
        Expect.Ok(expected, await owner.GetAsync($"/api/rooms/{id}"));
    }

    [Theory]
    [InlineData("{}", "name", "name is required")]
    [InlineData("""{"name":"  "}""", "name", "name is required")]
    [InlineData("""{"name":7}""", "name", "name must be a string")]
    [InlineData("""{"name":"a","keepDays":-1}""", "keepDays", "keepDays must be a whole number between 0 and 3650")]
    [InlineData("""{"name":"a","keepMessages":"many"}""", "keepMessages", "keepMessages must be a whole number between 0 and 1000000")]
    [InlineData("""{"name":"a","publicRead":1}""", "publicRead", "publicRead must be true or false")]
    public async Task R17_A_room_that_is_no_room_is_refused_by_its_field(string body, string field, string error) =>
        Expect.FieldProblem(field, error, await (await KeyClient.CreateAsync(Http)).PostAsync("/api/rooms", body));

    [Fact]
    public async Task Rooms_are_listed_oldest_first_to_their_owner_alone()
    {
        var owner = await KeyClient.CreateAsync(Http);
        var rooms = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            rooms.Add((await RoomClient.CreateAsync(Http, owner: owner)).Id);
        }

        Assert.Equal(rooms, (await owner.GetAsync("/api/rooms")).Json.AsArray().Select(room => (string)room!["id"]!));
        Expect.Ok("[]", await (await KeyClient.CreateAsync(Http)).GetAsync("/api/rooms"));
    }

    [Fact]
    public async Task A_room_made_twice_with_one_key_is_one_room_and_each_owners_own()
    {
        var (owner, foreign) = (await KeyClient.CreateAsync(Http), await KeyClient.CreateAsync(Http));
        var key = ("Idempotency-Key", $"key-{Guid.NewGuid()}");

        var (one, two) = (await owner.PostAsync("/api/rooms", """{"name":"a"}""", key), await owner.PostAsync("/api/rooms", """{"name":"a"}""", key));

        Assert.Equal((201, one.Text), ((int)two.Status, two.Text));
        Assert.Equal(422, (int)(await owner.PostAsync("/api/rooms", """{"name":"b"}""", key)).Status);
        Assert.NotEqual(one.Text, (await foreign.PostAsync("/api/rooms", """{"name":"a"}""", key)).Text);
        Assert.Single((await owner.GetAsync("/api/rooms")).Json.AsArray());
    }

    [Fact]
    public async Task A_change_is_an_item_of_the_room_and_leaves_the_rest_as_it_was()
    {
        var room = await RoomClient.CreateAsync(Http, "\"keepDays\":7");

        var changed = await room.SendAsync(HttpMethod.Patch, "", """{"name":"Kitchen","publicRead":true}""");

        Assert.Equal((200, "Kitchen", 7, 1), ((int)changed.Status, (string?)changed.Json["name"], (int?)changed.Json["keepDays"], (long?)changed.Json["lastSeq"]));
        Expect.Ok(
            $$"""[{"type":"room_updated","room_id":"{{room.Id}}","seq":1,"name":"Kitchen","publicRead":true,"anonymousWrite":false,"keepDays":7,"created_at":"{{Now}}"}]""",
            await room.GetAsync("/messages"));
        Assert.Equal(1, (long?)(await room.SendAsync(HttpMethod.Patch, "", """{"name":"Kitchen"}""")).Json["lastSeq"]);
        Assert.Null((await room.SendAsync(HttpMethod.Patch, "", """{"keepDays":0}""")).Json["keepDays"]);
        Expect.FieldProblem("topic", "topic is not a field of this request", await room.SendAsync(HttpMethod.Patch, "", """{"topic":"x"}"""));
    }

    [Fact]
    public async Task A_deleted_room_is_gone_for_all_and_nothing_of_it_is_left()
    {
        var room = await RoomClient.CreateAsync(Http, "\"publicRead\":true");
        var reader = await room.ShareAsync("read");
        await room.SayAsync("secret");

        Expect.Ok("""{"ok":true}""", await room.SendAsync(HttpMethod.Delete, ""));

        foreach (var more in new[] { "", "/messages", "/snapshot" })
        {
            Expect.Problem(404, "room_not_found", "room not found", await room.GetAsync(more));
        }

        Expect.Problem(404, "room_not_found", "room not found", await room.SendAsync(HttpMethod.Delete, ""));
        Expect.Problem(404, "room_not_found", "room not found", await room.PostAsync("""{"sender":"Ann","content":"still"}"""));
        Expect.Problem(404, "room_not_found", "room not found", await reader.GetAsync("/messages"));
        Expect.Problem(401, "unauthorized", "Missing API key", await Http.ReadAsync($"{room.Path}/messages"));
        Expect.Ok("[]", await room.Owner.GetAsync("/api/rooms"));
    }

    [Fact]
    public async Task A_token_is_shown_once_listed_by_its_id_and_repeated_to_who_asks_again()
    {
        var room = await RoomClient.CreateAsync(Http);
        var key = ("Idempotency-Key", "the-same-key-every-time");

        var (one, two) = (await room.IssueAsync("write", 600, key), await room.IssueAsync("write", 600, key));

        Assert.Equal((201, "write", shared.Now + 600_000), ((int)one.Status, (string?)one.Json["role"], (long?)one.Json["expiresAt"]));
        Assert.Equal(one.Text, two.Text);
        var token = (await room.GetAsync()).Json["tokens"]!.AsArray().Single()!;
        Assert.Equal((string?)one.Json["id"], (string?)token["id"]);
        Assert.Null(token["token"]);
    }

    [Theory]
    [InlineData("{}", "role", "role must be read or write")]
    [InlineData("""{"role":"owner"}""", "role", "role must be read or write")]
    [InlineData("""{"role":"read","expiresIn":1}""", "expiresIn", "expiresIn must be a whole number between 60 and 31536000")]
    [InlineData("""{"role":"read","for":1}""", "for", "for is not a field of this request")]
    public async Task R17_A_token_that_is_no_token_is_refused_by_its_field(string body, string field, string error) =>
        Expect.FieldProblem(field, error, await (await RoomClient.CreateAsync(Http)).SendAsync(HttpMethod.Post, "/tokens", body));
}
