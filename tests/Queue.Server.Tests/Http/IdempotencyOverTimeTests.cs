using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Http;

/// <summary>How long a kept answer lasts: across restarts, and 24 hours.</summary>
public sealed class IdempotencyOverTimeTests
{
    private const string Header = "Idempotency-Key";
    private const string Key = "a-key-of-enough-characters";
    private const string Create = """{"eventName":"E","maxGuests":5,"openTime":"18:00","closeTime":"17:59"}""";

    [Fact]
    public async Task Q7_A_join_whose_answer_was_lost_gives_the_same_party_also_after_a_restart()
    {
        var (time, folder) = (new ManualTime(), TestServer.NewFolder());
        Answer created, joined;
        await using (var server = await TestServer.StartAsync(time, folder, []))
        {
            created = await server.Http.PostAsync("/api/queue/create", Create, (Header, Key));
            joined = await JoinAsync(server, created);
        }

        await using var restarted = await TestServer.StartAsync(time, folder, []);
        var createdAgain = await restarted.Http.PostAsync("/api/queue/create", Create, (Header, Key));
        var joinedAgain = await JoinAsync(restarted, created);
        Assert.Equal((joined.Text, joined.Header("Queue-Version")), (joinedAgain.Text, joinedAgain.Header("Queue-Version")));
        Assert.Equal(
            ((string?)created.Json["code"], (string?)created.Json["sessionId"], created.Header("Queue-Version")),
            ((string?)createdAgain.Json["code"], (string?)createdAgain.Json["sessionId"], createdAgain.Header("Queue-Version")));
    }

    [Fact]
    public async Task A_repeated_create_mints_a_token_that_works()
    {
        await using var server = await TestServer.StartAsync();
        await server.Http.PostAsync("/api/queue/create", Create, (Header, Key));

        var again = await server.Http.PostAsync("/api/queue/create", Create, (Header, Key));
        var closed = await server.Http.PostAsync(
            $"/api/queue/{again.Json["code"]}/close", "", ("x-host-auth", (string)again.Json["hostAuthToken"]!));
        Expect.Ok("""{"ok":true}""", closed);
    }

    [Fact]
    public async Task A_create_with_the_same_key_and_another_body_is_refused()
    {
        await using var server = await TestServer.StartAsync();
        await server.Http.PostAsync("/api/queue/create", Create, (Header, Key));

        Expect.Problem(
            422, "idempotency_key_reused", "This Idempotency-Key was already used for another request",
            await server.Http.PostAsync("/api/queue/create", """{"eventName":"F","maxGuests":5}""", (Header, Key)));
    }

    [Fact]
    public async Task An_answer_is_kept_for_24_hours_and_no_longer()
    {
        var time = new ManualTime();
        await using var server = await TestServer.StartAsync(time);
        var created = await server.Http.PostAsync("/api/queue/create", Create, (Header, Key));
        var joined = await JoinAsync(server, created);

        time.Jump(TimeSpan.FromHours(24) - TimeSpan.FromMilliseconds(1));
        var inTime = await server.Http.PostAsync("/api/queue/create", Create, (Header, Key));
        var joinedInTime = await JoinAsync(server, created);
        time.Jump(TimeSpan.FromMilliseconds(1));
        var late = await server.Http.PostAsync("/api/queue/create", Create, (Header, Key));
        var joinedLate = await JoinAsync(server, created);

        Assert.Equal((string?)created.Json["code"], (string?)inTime.Json["code"]);
        Assert.NotEqual((string?)created.Json["code"], (string?)late.Json["code"], StringComparer.Ordinal);
        Assert.Equal(joined.Text, joinedInTime.Text);
        Expect.Problem(409, "outside_opening_hours", "Session closed", joinedLate);
    }

    private static Task<Answer> JoinAsync(TestServer server, Answer created) =>
        server.Http.PostAsync($"/api/queue/{created.Json["code"]}/join", """{"name":"Ann"}""", (Header, Key));
}
