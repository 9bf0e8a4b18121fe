using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Http;

/// <summary>The header Idempotency-Key on every route that changes something: the guest whose answer got lost asks again.</summary>
public sealed class IdempotencyTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Header = "Idempotency-Key";
    private const string Create = """{"eventName":"E","maxGuests":5}""";

    private static readonly string Key = new('k', 22);

    public static TheoryData<string> Actions() =>
        ["join", "declare-nearby", "leave", "advance", "call", "seat", "no-show", "restore", "kick", "close"];

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task A_repeat_gets_the_same_answer_and_changes_nothing(string action)
    {
        var (queue, body) = await PrepareAsync(action);
        var first = await queue.HostAsync(action, body, (Header, Key));
        _ = await queue.TryJoinAsync();
        var before = await queue.HostSnapshotAsync();

        var again = await queue.HostAsync(action, body, (Header, Key));
        Assert.Equal((200, first.Text), ((int)again.Status, again.Text));
        Assert.Equal(first.Header("Queue-Version"), again.Header("Queue-Version"));
        Assert.Equal(before.Text, (await queue.HostSnapshotAsync()).Text);
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task A_repeat_also_gets_the_answer_when_the_queue_has_closed_meanwhile(string action)
    {
        var (queue, body) = await PrepareAsync(action);
        var first = await queue.HostAsync(action, body, (Header, Key));
        await queue.HostAsync("close");

        Assert.Equal(first.Text, (await queue.HostAsync(action, body, (Header, Key))).Text);
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task The_same_key_with_another_body_is_refused(string action)
    {
        var (queue, body) = await PrepareAsync(action);
        await queue.HostAsync(action, body, (Header, Key));
        var before = await queue.HostSnapshotAsync();

        var answer = await queue.HostAsync(action, body.Length == 0 ? "{}" : body + " ", (Header, Key));
        Expect.Problem(422, "idempotency_key_reused", "This Idempotency-Key was already used for another request", answer);
        Assert.Equal(before.Header("Queue-Version"), (await queue.HostSnapshotAsync()).Header("Queue-Version"));
    }

    [Fact]
    public async Task The_same_key_on_another_route_is_refused()
    {
        var queue = await shared.CreateAsync();
        var body = $$"""{"partyId":"{{await queue.JoinAsync()}}"}""";
        await queue.HostAsync("declare-nearby", body, (Header, Key));

        Expect.Problem(
            422, "idempotency_key_reused", "This Idempotency-Key was already used for another request",
            await queue.HostAsync("leave", body, (Header, Key)));
    }

    [Theory]
    [InlineData("header")]
    [InlineData("cookie")]
    [InlineData("query")]
    public async Task The_same_key_with_another_token_of_the_same_host_is_refused(string place)
    {
        var queue = await shared.CreateAsync();
        await queue.JoinAsync();
        var other = TokenForge.Make(shared.Server.Folder, queue.SessionId, shared.Time.GetUtcNow().AddHours(1));
        Task<Answer> AdvanceAsync(string token) => shared.Http.PostAsync(
            $"{queue.Path}/advance{(place is "query" ? "?hostToken=" + token : "")}",
            "",
            [
                (Header, Key), ("Origin", "http://localhost:8081"),
                .. place is "header" ? [("x-host-auth", token)] : Array.Empty<(string, string)>(),
                .. place is "cookie" ? [("Cookie", "queue_host_auth=" + token)] : Array.Empty<(string, string)>(),
            ]);
        Assert.Equal(200, (int)(await AdvanceAsync(queue.HostToken)).Status);

        Expect.Problem(
            422, "idempotency_key_reused", "This Idempotency-Key was already used for another request", await AdvanceAsync(other));
    }

    [Fact]
    public async Task The_same_token_in_another_place_is_the_same_credential()
    {
        var queue = await shared.CreateAsync();
        await queue.JoinAsync();
        var first = await queue.HostAsync("advance", "", (Header, Key));

        var again = await shared.Http.PostAsync($"{queue.Path}/advance?hostToken={queue.HostToken}", "", (Header, Key));
        Assert.Equal(first.Text, again.Text);
    }

    [Fact]
    public async Task A_repeat_needs_the_credential_again()
    {
        var queue = await shared.CreateAsync();
        await queue.HostAsync("advance", "", (Header, Key));

        Expect.Problem(
            401, "unauthorized", "Host authentication required", await shared.Http.PostAsync($"{queue.Path}/advance", "", (Header, Key)));
    }

    [Fact]
    public async Task A_cookie_that_came_with_a_lost_answer_does_not_spoil_the_repeat()
    {
        // The head of the answer to create arrived, and so the cookie; its body did not. The browser sends the cookie from now on.
        var first = await shared.Http.PostAsync("/api/queue/create", Create, (Header, "cookie-came-with-the-head-1"));
        var cookie = "queue_host_auth=" + (string?)first.Json["hostAuthToken"];

        var again = await shared.Http.PostAsync(
            "/api/queue/create", Create, (Header, "cookie-came-with-the-head-1"), ("Cookie", cookie), ("Origin", "http://localhost:8081"));
        Assert.Equal((string?)first.Json["code"], (string?)again.Json["code"]);
    }

    [Fact]
    public async Task Keys_of_two_queues_do_not_meet()
    {
        var (one, two) = (await shared.CreateAsync(), await shared.CreateAsync());

        var first = await one.TryJoinAsync("Ann", 2, (Header, Key));
        var second = await two.TryJoinAsync("Ann", 2, (Header, Key));
        Assert.NotEqual((string?)first.Json["partyId"], (string?)second.Json["partyId"], StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_refusal_is_not_kept()
    {
        var queue = await shared.CreateAsync();
        var ann = await queue.JoinAsync("Ann");
        var refused = await queue.TryJoinAsync("Ann", 2, (Header, Key));
        await queue.PartyAsync("leave", ann);

        var again = await queue.TryJoinAsync("Ann", 2, (Header, Key));
        Assert.Equal((409, 200), ((int)refused.Status, (int)again.Status));
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("123456789012345678901")]
    [InlineData("12345678901234567890 2")]
    [InlineData("12345678901234567890ä12")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public async Task A_key_that_is_not_22_to_64_visible_characters_is_refused(string key)
    {
        var queue = await shared.CreateAsync();
        foreach (var path in new[] { $"{queue.Path}/join", "/api/queue/create" })
        {
            // Latin-1 on the wire, as no client would encode it.
            using var connection = await RawConnection.OpenAsync(shared.Server.Address);
            await connection.SendAsync(
                $"POST {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{Header}: {key}\r\nContent-Length: {Create.Length}\r\n\r\n{Create}");
            var answer = RawAnswer.Parse(await connection.ReadToEndAsync());
            Assert.Equal(400, answer.Status);
        }

        Assert.Equal("[]", (await queue.HostSnapshotAsync()).Json["queue"]?.ToJsonString());
    }

    [Fact]
    public async Task A_refused_key_says_what_a_key_is()
    {
        var queue = await shared.CreateAsync();

        Expect.Problem(
            400, "invalid_idempotency_key", "Idempotency-Key must be 22 to 64 visible ASCII characters",
            await queue.TryJoinAsync("Ann", 2, (Header, "short")));
    }

    [Fact]
    public async Task The_longest_key_and_every_visible_character_are_taken()
    {
        var queue = await shared.CreateAsync();
        var key = string.Concat(Enumerable.Range('!', '~' - '!' + 1).Select(c => (char)c))[..64];

        Assert.Equal(
            (string?)(await queue.TryJoinAsync("Ann", 2, (Header, key))).Json["partyId"],
            (string?)(await queue.TryJoinAsync("Ann", 2, (Header, key))).Json["partyId"]);
    }

    [Fact]
    public async Task Twenty_identical_joins_at_once_are_one_join()
    {
        var queue = await shared.CreateAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => queue.TryJoinAsync("Ann", 2, (Header, Key))));
        Assert.Single(answers.Select(a => a.Text).Distinct(StringComparer.Ordinal));
        Assert.Single((await queue.HostSnapshotAsync()).Json["queue"]!.AsArray());
    }

    [Fact]
    public async Task Twenty_identical_creates_at_once_are_one_queue()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
            shared.Http.PostAsync("/api/queue/create", Create, (Header, "twenty-creates-at-once-01"))));

        Assert.Single(answers.Select(a => (string?)a.Json["code"]).Distinct(StringComparer.Ordinal));
    }

    private async Task<(WaitlistClient Queue, string Body)> PrepareAsync(string action)
    {
        var queue = await shared.CreateAsync();
        var ann = await queue.JoinAsync("Ann");
        if (action is "no-show" or "restore")
        {
            await queue.PartyAsync("call", ann);
        }

        return (queue, action switch
        {
            "join" => """{"name":"Bo"}""",
            "advance" or "close" => "",
            _ => $$"""{"partyId":"{{ann}}"}""",
        });
    }
}
