using System.Text.Json.Nodes;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Http;

/// <summary>The bot check against a service of our own: what create and join answer, and when the service is asked.</summary>
public sealed class BotCheckTests
{
    private static readonly (string, string) Key = ("Idempotency-Key", "the-same-key-every-time");

    public static TheoryData<string> Routes() => ["create", "join"];

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Without_a_token_one_is_required(string route)
    {
        await using var check = await Checked.StartAsync();
        foreach (var token in new[] { null, "" })
        {
            var answer = await check.AskAsync(route, token);
            Expect.Problem(400, "bot_check_required", "Turnstile verification required", answer);
            Assert.Equal("""["missing-input-response"]""", answer.Json["errors"]?.ToJsonString());
        }

        Assert.Empty(check.Service.Calls);
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task A_token_that_the_service_refuses_is_refused_with_what_it_said(string route)
    {
        await using var check = await Checked.StartAsync();
        check.Service.Answer = """{"success":false,"error-codes":["timeout-or-duplicate","bad-request"]}""";

        var answer = await check.AskAsync(route, "used");
        Expect.Problem(400, "bot_check_failed", "Turnstile verification failed", answer);
        Assert.Equal("""["timeout-or-duplicate","bad-request"]""", answer.Json["errors"]?.ToJsonString());
        Assert.Equal("[]", (await check.Queue.HostSnapshotAsync()).Json["queue"]?.ToJsonString());
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task A_good_token_is_verified_with_the_secret_and_the_address(string route)
    {
        await using var check = await Checked.StartAsync();

        Assert.Equal(200, (int)(await check.AskAsync(route, "good")).Status);
        var call = Assert.Single(check.Service.Calls);
        Assert.Equal(("hush", "good", "127.0.0.1"), (call["secret"], call["response"], call["remoteip"]));
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task A_repeat_with_the_same_key_is_not_verified_again(string route)
    {
        await using var check = await Checked.StartAsync();
        await check.AskAsync(route, "good", Key);
        check.Service.Answer = """{"success":false,"error-codes":["timeout-or-duplicate"]}""";

        Assert.Equal(200, (int)(await check.AskAsync(route, "good", Key)).Status);
        Assert.Single(check.Service.Calls);
    }

    [Theory]
    [InlineData(500, "")]
    [InlineData(200, "no json")]
    [InlineData(200, "")]
    [InlineData(502, "<html>")]
    [InlineData(200, "TOO LONG")]
    [InlineData(200, "{\"success\":false,\"error-codes\":[\"\\ud800\"]}")]
    public async Task A_service_that_makes_no_sense_is_503_and_nothing_is_lost(int status, string body)
    {
        await using var check = await Checked.StartAsync();
        (check.Service.Status, check.Service.Answer) = (status, body is "TOO LONG" ? $"\"{new string('x', 100_000)}\"" : body);
        await ExpectUnavailableAsync(check);

        (check.Service.Status, check.Service.Answer) = (200, """{"success":true}""");
        Assert.Equal(200, (int)(await check.AskAsync("join", "good", Key)).Status);
    }

    [Fact]
    public async Task A_service_that_is_down_is_503_with_Retry_After()
    {
        await using var check = await Checked.StartAsync();
        await check.Service.StopAsync();

        await ExpectUnavailableAsync(check);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("{}")]
    [InlineData("{\"success\":\"true\"}")]
    [InlineData("{\"success\":false,\"error-codes\":\"x\"}")]
    [InlineData("{\"success\":false,\"error-codes\":[1,null,{}]}")]
    public async Task An_answer_that_does_not_say_yes_is_a_no(string body)
    {
        await using var check = await Checked.StartAsync();
        check.Service.Answer = body;

        Expect.Problem(400, "bot_check_failed", "Turnstile verification failed", await check.AskAsync("join", "good"));
    }

    [Fact]
    public async Task What_is_wrong_anyway_is_not_verified()
    {
        await using var check = await Checked.StartAsync();

        Expect.FieldProblem(
            "size", "size must be a positive integer",
            await check.Server.Http.PostAsync($"{check.Queue.Path}/join", """{"size":0,"turnstileToken":"good"}"""));
        Expect.FieldProblem(
            "turnstileToken", "turnstileToken must be a string",
            await check.Server.Http.PostAsync($"{check.Queue.Path}/join", """{"turnstileToken":5}"""));
        Assert.Empty(check.Service.Calls);
    }

    [Fact]
    public async Task Commands_other_than_create_and_join_need_no_token()
    {
        await using var check = await Checked.StartAsync();
        var joined = await check.AskAsync("join", "good");

        Assert.Equal(200, (int)(await check.Queue.PartyAsync("leave", (string)joined.Json["partyId"]!)).Status);
        Assert.Equal(200, (int)(await check.Queue.HostAsync("advance")).Status);
    }

    private static async Task ExpectUnavailableAsync(Checked check)
    {
        var answer = await check.AskAsync("join", "good", Key);
        Expect.Problem(503, "unavailable", "The server is busy or stopping; nothing was changed, try again", answer);
        Assert.Equal("2", answer.Header("Retry-After"));
        Assert.Equal("[]", (await check.Queue.HostSnapshotAsync()).Json["queue"]?.ToJsonString());
    }

    private sealed class Checked(FakeVerifyService service, TestServer server, WaitlistClient queue) : IAsyncDisposable
    {
        public FakeVerifyService Service => service;

        public TestServer Server => server;

        public WaitlistClient Queue => queue;

        public static async Task<Checked> StartAsync()
        {
            var service = await FakeVerifyService.StartAsync();
            var server = await TestServer.StartAsync("--Queue:BotCheck:VerifyUrl", service.Url, "--Queue:BotCheck:Secret", "hush");
            var queue = await WaitlistClient.CreateAsync(server.Http, "\"turnstileToken\":\"setup\"");
            service.Calls.Clear();
            return new Checked(service, server, queue);
        }

        public Task<Answer> AskAsync(string route, string? token, params (string Name, string Value)[] headers)
        {
            var body = new JsonObject { ["eventName"] = "E", ["maxGuests"] = 5, ["name"] = "Ann" };
            if (token is not null)
            {
                body["turnstileToken"] = token;
            }

            return server.Http.PostAsync(route is "create" ? "/api/queue/create" : $"{queue.Path}/join", body.ToJsonString(), headers);
        }

        public async ValueTask DisposeAsync()
        {
            await server.DisposeAsync();
            await service.DisposeAsync();
        }
    }
}
