using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Chat;

/// <summary>What is said in a room, and how it is read.</summary>
public sealed class RoomMessageTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Now = "2026-03-06T18:00:00.000Z";

    private HttpClient Http => shared.Http;

    [Fact]
    public async Task A_message_is_answered_and_read_in_the_words_that_clients_know()
    {
        var room = await RoomClient.CreateAsync(Http);

        var said = await room.PostAsync("""{"sender":" Ann ","content":"Grüße 💩 \"<b>\"","sender_type":"agent","color":"#ff00aa","attachment_ids":[]}""");

        Assert.Equal((201, "1.2", "no-store"), ((int)said.Status, said.Header("Queue-Version"), said.Header("Cache-Control")));
        Expect.Body(
            $$"""
            {"type":"message","id":"{{said.Json["id"]}}","room_id":"{{room.Id}}","seq":1,"sender":"Ann","sender_type":"agent",
             "content":"Grüße 💩 \"<b>\"","color":"#ff00aa","created_at":"{{Now}}"}
            """,
            said);
        Assert.Contains("Grüße", said.Text, StringComparison.Ordinal);
        Assert.Equal($"[{said.Text}]", (await room.GetAsync("/messages")).Text);
    }

    [Fact]
    public async Task A_message_without_the_rest_is_a_humans_and_has_no_color()
    {
        var room = await RoomClient.CreateAsync(Http);

        var said = await room.PostAsync("""{"sender":"Ann","content":"hi"}""");

        Assert.Equal("human", (string?)said.Json["sender_type"]);
        Assert.Contains("\"color\":null", said.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_is_published_with_its_data_as_it_came()
    {
        var room = await RoomClient.CreateAsync(Http);

        var published = await room.PostAsync("""{"type":"deployed","data":{"version":"1.10","parts":[1,2.50]}}""");

        Expect.Body(
            $$"""
            {"type":"event","id":"{{published.Json["id"]}}","room_id":"{{room.Id}}","seq":1,"event":"deployed",
             "data":{"version":"1.10","parts":[1,2.50]},"created_at":"{{Now}}"}
            """,
            published);
        Assert.Contains("2.50", published.Text, StringComparison.Ordinal);
        Assert.Equal("null", (await room.PostAsync("""{"type":"tick"}""")).Json["data"]?.ToJsonString() ?? "null");
    }

    [Theory]
    [InlineData("""{"content":"hi"}""", "sender", "sender and content are required")]
    [InlineData("""{"sender":"Ann"}""", "content", "sender and content are required")]
    [InlineData("""{"sender":"Ann","content":" "}""", "content", "sender and content are required")]
    [InlineData("""{"sender":"Ann","content":7}""", "content", "content must be a string")]
    [InlineData("""{"sender":"Ann","content":"\ud800"}""", "content", "content must be a string")]
    [InlineData("""{"sender":"Ann","content":"hi","sender_type":"owner"}""", "sender_type", "sender_type must be human, agent or system")]
    [InlineData("""{"sender":"Ann","content":"hi","color":"red;}"}""", "color", "color must be a colour of 40 characters or fewer")]
    [InlineData("""{"data":1}""", "type", "type is required")]
    [InlineData("{}", "sender", "sender and content are required")]
    public async Task R17_What_is_no_message_is_refused_by_its_field(string body, string field, string error)
    {
        var room = await RoomClient.CreateAsync(Http);

        Expect.FieldProblem(field, error, await room.PostAsync(body));
        Assert.Empty(await room.SeqsAsync());
    }

    [Fact]
    public async Task R17_A_body_that_is_no_JSON_and_one_that_is_too_large_say_so()
    {
        var room = await RoomClient.CreateAsync(Http);

        Expect.Problem(400, "invalid_body", "Invalid JSON", await room.PostAsync("hi"));
        Assert.Equal(201, (int)(await room.PostAsync($$"""{"sender":"Ann","content":"{{string.Concat(Enumerable.Repeat("\\u0416", 4096))}}"}""")).Status);
        Expect.Problem(413, "body_too_large", "content is larger than 8 KiB", await room.PostAsync($$"""{"sender":"Ann","content":"{{new string('x', 8193)}}"}"""));
        Expect.Problem(413, "body_too_large", "data is larger than 8 KiB", await room.PostAsync($$"""{"type":"e","data":"{{new string('x', 8191)}}"}"""));
        Expect.Problem(413, "body_too_large", "The body is larger than 64 KiB", await room.PostAsync(new string(' ', 65537)));
    }

    [Fact]
    public async Task R8_A_message_that_is_sent_again_with_its_key_is_one_message()
    {
        var room = await RoomClient.CreateAsync(Http);
        var key = ("Idempotency-Key", "the-same-key-every-time");
        const string Body = """{"sender":"Ann","content":"once"}""";

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => room.PostAsync(Body, key)));

        Assert.All(answers, answer => Assert.Equal((201, answers[0].Text, "1.3"), ((int)answer.Status, answer.Text, answer.Header("Queue-Version"))));
        Assert.Equal([1], await room.SeqsAsync());
        Expect.Problem(
            422, "idempotency_key_reused", "This Idempotency-Key was already used for another request", await room.PostAsync("""{"sender":"Ann","content":"two"}""", key));
    }

    [Theory]
    [InlineData("", "1 2 3 4 5 6 7 8 9 10", "false 1 10")]
    [InlineData("?limit=3", "8 9 10", "true 8 10")]
    [InlineData("?after_seq=0", "1 2 3 4 5 6 7 8 9 10", "false 1 10")]
    [InlineData("?since_seq=7", "8 9 10", "false 8 10")]
    [InlineData("?after_seq=2&limit=3", "3 4 5", "true 3 5")]
    [InlineData("?after_seq=2&since_seq=9&limit=1", "3", "true 3 3")]
    [InlineData("?after_seq=10", "", "false 11 10")]
    [InlineData("?before_seq=4", "1 2 3", "false 1 3")]
    [InlineData("?before_seq=9&limit=2", "7 8", "true 7 8")]
    [InlineData("?before_seq=1", "", "false 1 0")]
    [InlineData("?after_seq=3&before_seq=6", "4 5", "false 4 5")]
    [InlineData("?exclude=Bo&limit=4", "7 9", "true 7 10")]
    [InlineData("?sender_type=human", "1 2 3 4 5 6 7 8 9 10", "false 1 10")]
    [InlineData("?sender_type=agent", "", "false 1 10")]
    public async Task History_is_read_by_number_and_says_how_far_it_reaches(string query, string seqs, string headers)
    {
        var room = await TenAsync();

        var answer = await room.GetAsync("/messages" + query);

        Assert.Equal(seqs, string.Join(' ', answer.Json.AsArray().Select(item => (long)item!["seq"]!)));
        Assert.Equal(headers, $"{answer.Header("Queue-Has-More")} {answer.Header("Queue-First-Seq")} {answer.Header("Queue-Last-Seq")}");
        Assert.Equal("1.11", answer.Header("Queue-Version"));
    }

    [Theory]
    [InlineData("?after_seq=11")]
    [InlineData("?since_seq=9223372036854775807")]
    [InlineData("?before_seq=12")]
    [InlineData("?after=0b6f2a53-4a0c-4d0a-9a53-0f6f3a1a2b3c")]
    [InlineData("?after=nonsense")]
    public async Task R3_A_cursor_that_is_not_of_this_room_is_told_to_start_anew(string query)
    {
        var room = await TenAsync();

        var answer = await room.GetAsync("/messages" + query);

        Expect.Problem(410, "resync", "This cursor does not continue in this room; read the room anew", answer);
        Assert.Equal((1, 10), ((long)answer.Json["firstSeq"]!, (long)answer.Json["lastSeq"]!));
    }

    [Theory]
    [InlineData("after_seq", "-1", "after_seq must be a whole number")]
    [InlineData("since_seq", "seven", "since_seq must be a whole number")]
    [InlineData("before_seq", "1.5", "before_seq must be a whole number")]
    [InlineData("after_seq", "9223372036854775808", "after_seq must be a whole number")]
    [InlineData("limit", "0", "limit must be a whole number between 1 and 500")]
    [InlineData("limit", "501", "limit must be a whole number between 1 and 500")]
    [InlineData("sender_type", "owner", "sender_type must be human, agent or system")]
    public async Task R3_A_cursor_that_is_no_number_is_refused(string name, string value, string error) =>
        Expect.FieldProblem(name, error, await (await TenAsync()).GetAsync($"/messages?{name}={value}"));

    [Fact]
    public async Task Clients_of_before_go_on_from_the_id_of_a_message()
    {
        var room = await TenAsync();
        var seventh = (await room.GetAsync("/messages?after_seq=6&limit=1")).Json[0]!;

        Assert.Equal([8, 9, 10], await room.SeqsAsync($"?after={seventh["id"]}"));
    }

    [Fact]
    public async Task What_is_no_longer_in_memory_is_read_from_the_log()
    {
        var room = await RoomClient.CreateAsync(Http);
        await Task.WhenAll(Enumerable.Range(0, 600).Select(_ => room.SayAsync("hi")));

        Assert.Equal(Enumerable.Range(1, 500).Select(seq => (long)seq), await room.SeqsAsync("?after_seq=0"));
        Assert.Equal(Enumerable.Range(101, 500).Select(seq => (long)seq), await room.SeqsAsync());
    }

    // Ann and Bo in turn.
    private async Task<RoomClient> TenAsync()
    {
        var room = await RoomClient.CreateAsync(Http);
        for (var i = 0; i < 10; i++)
        {
            await room.SayAsync($"{i}", i % 2 == 0 ? "Ann" : "Bo");
        }

        return room;
    }
}
