using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Chat;

/// <summary>The rates of rooms with their defaults, on a clock that stands still.</summary>
public sealed class RoomLimitTests
{
    private const string Message = """{"sender":"Ann","content":"hi"}""";

    [Fact]
    public async Task Five_rooms_a_day_and_a_repeat_costs_nothing()
    {
        var time = new ManualTime();
        await using var server = await StartAsync(time);
        var owner = await KeyClient.CreateAsync(server.Http);
        var key = ("Idempotency-Key", "the-same-key-every-time");
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(201, (int)(await owner.PostAsync("/api/rooms", """{"name":"a"}""", key)).Status);
            Assert.Equal(400, (int)(await owner.PostAsync("/api/rooms", "{}")).Status);
        }

        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(201, (int)(await owner.PostAsync("/api/rooms", """{"name":"b"}""")).Status);
        }

        ExpectTooMany(await owner.PostAsync("/api/rooms", """{"name":"c"}"""), "17280");
        ExpectTooMany(await (await owner.AnotherAsync()).PostAsync("/api/rooms", """{"name":"c"}"""), "17280");
        time.Advance(TimeSpan.FromSeconds(17_280));
        Assert.Equal(201, (int)(await owner.PostAsync("/api/rooms", """{"name":"c"}""")).Status);
    }

    [Fact]
    public async Task A_token_posts_sixty_a_minute_and_what_is_refused_or_repeated_costs_nothing()
    {
        var time = new ManualTime();
        await using var server = await StartAsync(time);
        var writer = await (await RoomClient.CreateAsync(server.Http)).ShareAsync("write");
        for (var i = 0; i < 70; i++)
        {
            Assert.Equal(201, (int)(await writer.PostAsync(Message, ("Idempotency-Key", "the-same-key-every-time"))).Status);
            Assert.Equal(400, (int)(await writer.PostAsync("{}")).Status);
        }

        for (var i = 0; i < 59; i++)
        {
            await writer.SayAsync("hi");
        }

        ExpectTooMany(await writer.PostAsync(Message), "1");
        time.Advance(TimeSpan.FromSeconds(1));
        await writer.SayAsync("hi");
        ExpectTooMany(await writer.PostAsync(Message), "1");
    }

    [Fact]
    public async Task The_owner_may_post_many_at_once_which_come_back_at_the_pace_of_all()
    {
        var time = new ManualTime();
        await using var server = await StartAsync(time, "--Queue:Limits:MessageBurst", "100");
        var room = await RoomClient.CreateAsync(server.Http);
        for (var i = 0; i < 100; i++)
        {
            await room.SayAsync("hi");
        }

        ExpectTooMany(await room.PostAsync(Message), "1");
        time.Advance(TimeSpan.FromSeconds(1));
        await room.SayAsync("hi");
        ExpectTooMany(await room.PostAsync(Message), "1");
    }

    [Fact]
    public async Task R11_Five_a_minute_without_a_credential_whatever_address_a_header_claims()
    {
        await using var server = await StartAsync(new ManualTime());
        var room = await RoomClient.CreateAsync(server.Http, "\"anonymousWrite\":true");
        Task<Answer> PostAsync(int i) => server.Http.PostAsync($"{room.Path}/messages", Message, ("X-Forwarded-For", $"192.0.2.{i}"), ("CF-Connecting-IP", $"192.0.2.{i}"));
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(201, (int)(await PostAsync(i)).Status);
        }

        ExpectTooMany(await PostAsync(6), "12");
        await room.SayAsync("The owner is not concerned");
    }

    [Fact]
    public async Task Reads_are_counted_by_credential()
    {
        await using var server = await StartAsync(new ManualTime(), "--Queue:Limits:PollsPerMinute", "3");
        var room = await RoomClient.CreateAsync(server.Http);
        var reader = await room.ShareAsync("read");
        Assert.Equal(200, (int)(await reader.GetAsync("/messages")).Status);
        Assert.Equal(200, (int)(await reader.GetAsync("/snapshot")).Status);
        Assert.Equal(200, (int)(await reader.GetAsync("/messages")).Status);

        ExpectTooMany(await reader.GetAsync("/messages"), "20");
        Assert.Equal(200, (int)(await room.GetAsync()).Status);
    }

    private static Task<TestServer> StartAsync(ManualTime time, params string[] settings) =>
        TestServer.StartAsync(time, ["--Queue:Limits:Enabled", "true", .. settings]);

    private static void ExpectTooMany(Answer answer, string after)
    {
        Expect.Problem(429, "too_many_requests", "rate limit exceeded", answer);
        Assert.Equal(after, answer.Header("Retry-After"));
    }
}
