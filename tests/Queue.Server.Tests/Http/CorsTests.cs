using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Http;

/// <summary>S6: what browsers need from another origin, on every answer, and nothing for origins that are not known.</summary>
public sealed class CorsTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Known = "http://localhost:8081";

    [Theory]
    [InlineData("/api/queue/create")]
    [InlineData("/api/queue/ABC234/snapshot")]
    [InlineData("/api/queue/ABC234/connect")]
    [InlineData("/health")]
    [InlineData("/no/such/path/")]
    [InlineData("/")]
    public async Task S6_A_preflight_is_answered_at_any_address(string path)
    {
        var answer = await RawConnection.AskAsync(
            shared.Server.Address,
            $"OPTIONS {path}", $"Origin: {Known}", "Access-Control-Request-Method: GET", "Access-Control-Request-Headers: if-none-match");

        Assert.Equal((204, ""), (answer.Status, answer.Body));
        Assert.Equal(
            (Known, "true", "Origin", "600", "GET, POST, OPTIONS, HEAD, PATCH, DELETE",
                "content-type, cf-connecting-ip, authorization, x-host-auth, if-none-match, idempotency-key, prefer, if-match"),
            (answer.Header("Access-Control-Allow-Origin"), answer.Header("Access-Control-Allow-Credentials"), answer.Header("Vary"),
                answer.Header("Access-Control-Max-Age"), answer.Header("Access-Control-Allow-Methods"),
                answer.Header("Access-Control-Allow-Headers")));
    }

    [Fact]
    public async Task OPTIONS_without_an_origin_and_for_the_whole_server_is_204()
    {
        Assert.Equal(204, (await RawConnection.AskAsync(shared.Server.Address, "OPTIONS /api/queue/create")).Status);
        Assert.Equal(204, (await RawConnection.AskAsync(shared.Server.Address, "OPTIONS *")).Status);
    }

    [Theory]
    [InlineData("GET", "/api/queue/CODE/snapshot", "")]
    [InlineData("GET", "/api/queue/CODE", "")]
    [InlineData("GET", "/api/queue/CODE/display", "")]
    [InlineData("GET", "/api/queue/NOSUCH/snapshot", "")]
    [InlineData("GET", "/api/queue/CODE/connect", "")]
    [InlineData("POST", "/api/queue/create", "{\"eventName\":\"E\",\"maxGuests\":1}")]
    [InlineData("POST", "/api/queue/create", "no json")]
    [InlineData("POST", "/api/queue/CODE/join", "{}")]
    [InlineData("POST", "/api/queue/CODE/advance", "")]
    [InlineData("GET", "/queue/CODE", "")]
    [InlineData("GET", "/health", "")]
    [InlineData("GET", "/openapi/v1.json", "")]
    [InlineData("DELETE", "/nowhere", "")]
    public async Task S6_Every_answer_carries_the_headers_that_let_a_page_read_it(string method, string path, string body)
    {
        var queue = await shared.CreateAsync();
        var answer = await shared.Http.SendAsync(
            new HttpMethod(method), path.Replace("CODE", queue.Code, StringComparison.Ordinal), method is "POST" ? body : null, ("Origin", Known));

        Assert.Equal((Known, "true"), (answer.Header("Access-Control-Allow-Origin"), answer.Header("Access-Control-Allow-Credentials")));
        Assert.StartsWith(
            "etag, queue-version, retry-after, preference-applied", answer.Header("Access-Control-Expose-Headers"), StringComparison.Ordinal);
        Assert.StartsWith("Origin", answer.Header("Vary"), StringComparison.Ordinal);
        Assert.Equal(
            ("nosniff", "no-referrer", "default-src 'none'; frame-ancestors 'none'"),
            (answer.Header("X-Content-Type-Options"), answer.Header("Referrer-Policy"), answer.Header("Content-Security-Policy")));
    }

    [Theory]
    [InlineData("GET", "/api/queue/CODE/snapshot", "https://evil.example")]
    [InlineData("GET", "/api/queue/CODE", "null")]
    [InlineData("GET", "/api/queue/CODE/connect", "https://evil.example")]
    [InlineData("GET", "/api/queue/NOSUCH/snapshot", "https://evil.example")]
    [InlineData("POST", "/api/queue/create", "https://localhost:8081")]
    [InlineData("POST", "/api/queue/CODE/join", "http://localhost:8082")]
    [InlineData("POST", "/api/queue/CODE/advance", "http://localhost:8081.evil.example")]
    [InlineData("POST", "/api/queue/CODE/close", "http://localhost:8081, https://evil.example")]
    [InlineData("OPTIONS", "/api/queue/create", "https://evil.example")]
    [InlineData("GET", "/health", "https://evil.example")]
    [InlineData("GET", "/nowhere", "")]
    public async Task A_foreign_origin_is_refused_without_CORS_headers_and_changes_nothing(string method, string path, string origin)
    {
        var queue = await shared.CreateAsync();
        var before = await queue.HostSnapshotAsync();
        var answer = await shared.Http.SendAsync(
            new HttpMethod(method), path.Replace("CODE", queue.Code, StringComparison.Ordinal), method is "POST" ? "{}" : null,
            ("Origin", origin), ("x-host-auth", queue.HostToken));

        Expect.Problem(403, "origin_not_allowed", "Origin not allowed", answer);
        Assert.DoesNotContain(answer.Message.Headers, h => h.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
        Assert.Equal("Origin", answer.Header("Vary"));
        Assert.Equal(before.Text, (await queue.HostSnapshotAsync()).Text);
    }

    [Fact]
    public async Task Without_an_origin_the_answer_names_the_own_one()
    {
        var answer = await shared.Http.ReadAsync("/health");

        Assert.Equal(shared.Server.Address.GetLeftPart(UriPartial.Authority), answer.Header("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("http://localhost:8081")]
    [InlineData("http://localhost:19006")]
    public async Task The_development_servers_of_the_known_client_are_allowed_by_default(string origin) =>
        Assert.Equal(origin, (await shared.Http.ReadAsync("/health", ("Origin", origin))).Header("Access-Control-Allow-Origin"));

    [Fact]
    public async Task Configured_origins_and_the_public_address_are_allowed_and_replace_the_defaults()
    {
        await using var server = await TestServer.StartAsync(
            "--Queue:AllowedOrigins:0", "https://app.example", "--Queue:PublicBaseUrl", "https://queue.example/base");

        int[] statuses = await Task.WhenAll(new[] { "https://app.example", "https://queue.example", Known }.Select(async origin =>
            (int)(await server.Http.ReadAsync("/health", ("Origin", origin))).Status));
        Assert.Equal([200, 200, 403], statuses);
    }
}
