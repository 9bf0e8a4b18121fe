using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Http;

/// <summary>
/// Codes are short, so guessing them is limited by address. Once that is used up the answers for codes that exist and codes that do
/// not must not differ, on any route, with anything but a real credential.
/// </summary>
public sealed class CodeGuessingTests
{
    [Fact]
    public async Task Twenty_codes_a_minute_may_be_guessed_by_one_address()
    {
        var (time, server, queue, _) = await StartAsync();
        await using var started = server;
        await UseUpAsync(server);

        var refused = await server.Http.ReadAsync("/api/queue/NOSUCH");
        Expect.Problem(429, "too_many_requests", "Too many requests; slow down", refused);
        Assert.Equal("3", refused.Header("Retry-After"));
        time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(200, (int)(await server.Http.ReadAsync(queue.Path)).Status);
        Assert.Equal(404, (int)(await server.Http.ReadAsync("/api/queue/NOSUCH")).Status);
        Assert.Equal(429, (int)(await server.Http.ReadAsync("/api/queue/NOSUCH")).Status);
    }

    [Theory]
    [InlineData("GET", "", "")]
    [InlineData("GET", "/snapshot", "")]
    [InlineData("GET", "/snapshot", "bad token")]
    [InlineData("GET", "/snapshot?hostToken=bad", "")]
    [InlineData("GET", "/snapshot?partyId=", "")]
    [InlineData("GET", "/snapshot?partyId=x", "")]
    [InlineData("GET", "/snapshot?partyId=0b6f2a53-4a0c-4d0a-9a53-0f6f3a1a2b3c", "")]
    [InlineData("GET", "/display", "")]
    [InlineData("GET", "/display", "bad token")]
    [InlineData("POST", "/join", "")]
    [InlineData("POST", "/leave", "")]
    [InlineData("POST", "/advance", "")]
    [InlineData("POST", "/advance", "bad token")]
    [InlineData("POST", "/close", "bad token")]
    public async Task A_guesser_cannot_tell_a_code_that_exists_from_one_that_does_not(string method, string route, string credential)
    {
        var (_, server, queue, _) = await StartAsync();
        await using var started = server;
        await UseUpAsync(server);

        (string, string)[] headers = credential.Length == 0 ? [] : [("x-host-auth", credential)];
        var body = method is "POST" ? "{}" : null;
        var hit = await server.Http.SendAsync(new HttpMethod(method), queue.Path + route, body, headers);
        var miss = await server.Http.SendAsync(new HttpMethod(method), "/api/queue/BCDFGH" + route, body, headers);
        Assert.Equal((429, miss.Text), ((int)miss.Status, hit.Text));
        Assert.Equal(miss.Header("Retry-After"), hit.Header("Retry-After"));
    }

    [Fact]
    public async Task A_host_and_a_guest_at_the_same_address_go_on()
    {
        var (_, server, queue, ann) = await StartAsync();
        await using var started = server;
        await UseUpAsync(server);

        Assert.Equal(200, (int)(await queue.HostSnapshotAsync()).Status);
        Assert.Equal(200, (int)(await queue.GuestSnapshotAsync(ann)).Status);
        Assert.Equal(200, (int)(await queue.HostAsync("advance")).Status);
    }

    [Fact]
    public async Task A_guest_at_the_same_address_can_still_leave()
    {
        var (_, server, queue, ann) = await StartAsync();
        await using var started = server;
        await UseUpAsync(server);

        var answer = await server.Http.PostAsync($"{queue.Path}/leave", $$"""{"partyId":"{{ann}}"}""");
        Expect.Ok("""{"ok":true}""", answer);
    }

    private static async Task<(ManualTime Time, TestServer Server, WaitlistClient Queue, string Ann)> StartAsync()
    {
        var time = new ManualTime();
        var server = await TestServer.StartAsync(time, "--Queue:Limits:Enabled", "true");
        var queue = await WaitlistClient.CreateAsync(server.Http);
        return (time, server, queue, await queue.JoinAsync("Ann"));
    }

    private static async Task UseUpAsync(TestServer server)
    {
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(404, (int)(await server.Http.ReadAsync($"/api/queue/BBBB{i:D2}/snapshot")).Status);
        }
    }
}
