using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Http;

/// <summary>Addresses are exact. Whatever is not a route of the contract is <c>Not found</c>, in the one shape of errors.</summary>
public sealed class PathTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Theory]
    [InlineData("GET", "/api")]
    [InlineData("GET", "/api/queue")]
    [InlineData("GET", "/api/queue/")]
    [InlineData("GET", "/api/queue/CODE/")]
    [InlineData("GET", "//api/queue/CODE")]
    [InlineData("GET", "/api//queue/CODE")]
    [InlineData("GET", "/API/queue/CODE")]
    [InlineData("GET", "/api/Queue/CODE")]
    [InlineData("GET", "/api/queue/CODE/Snapshot")]
    [InlineData("GET", "/api/queue/CODE/snapshot/")]
    [InlineData("GET", "/api/queue/CODE/snapshot/x")]
    [InlineData("GET", "/api/queue/CODE/join")]
    [InlineData("PUT", "/api/queue/CODE/snapshot")]
    [InlineData("POST", "/api/queue/CODE/snapshot")]
    [InlineData("POST", "/api/queue/CODE/connect")]
    [InlineData("HEAD", "/api/queue/CODE/connect")]
    [InlineData("POST", "/api/queue/CODE")]
    [InlineData("DELETE", "/api/queue/CODE")]
    [InlineData("POST", "/api/queue/CODE/JOIN")]
    [InlineData("POST", "/api/queue/CODE/join/")]
    [InlineData("POST", "/api/queue/CODE/noshow")]
    [InlineData("POST", "/api/queue/CODE/no_show")]
    [InlineData("POST", "/api/queue/Create")]
    [InlineData("POST", "/api/queue/create/")]
    [InlineData("POST", "/api/queue/create/a/b")]
    [InlineData("PATCH", "/api/queue/create")]
    [InlineData("GET", "/Queue/CODE")]
    [InlineData("GET", "/queue/CODE/")]
    [InlineData("HEAD", "/queue/CODE")]
    [InlineData("POST", "/health")]
    [InlineData("GET", "/Health")]
    [InlineData("GET", "/health/")]
    [InlineData("GET", "/openapi/v2.json")]
    [InlineData("GET", "/openapi/V1.json")]
    [InlineData("TRACE", "/health")]
    [InlineData("BREW", "/health")]
    public async Task An_unknown_path_or_method_is_not_found(string method, string path)
    {
        var queue = await shared.CreateAsync();

        var answer = await RawConnection.AskAsync(
            shared.Server.Address, $"{method} {path.Replace("CODE", queue.Code, StringComparison.Ordinal)}", "Content-Length: 0");
        Assert.Equal((404, "application/problem+json"), (answer.Status, answer.Header("Content-Type")));
        Assert.Equal(method is "HEAD", !answer.Body.Contains("\"error\":\"Not found\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("join")]
    [InlineData("x")]
    [InlineData("create")]
    public async Task A_post_below_create_is_a_create(string action)
    {
        var answer = await shared.Http.PostAsync($"/api/queue/create/{action}", """{"eventName":"E","maxGuests":5}""");

        Assert.Equal("E", (string?)answer.Json["eventName"]);
    }

    [Theory]
    [InlineData("ABC23")]
    [InlineData("ABC2345")]
    [InlineData("NOSUCH")]
    [InlineData("ABC-23")]
    [InlineData("ABC23%20")]
    [InlineData("%C3%84BC234")]
    [InlineData("%D0%90%D0%92%D0%A1234")]
    [InlineData("%EF%BC%A1BC234")]
    [InlineData("..%2f..%2f")]
    [InlineData("%252e%252e")]
    [InlineData("'OR'1=1")]
    [InlineData("%F0%9F%92%A9%F0%9F%92%A9%F0%9F%92%A9")]
    [InlineData("{code}")]
    public async Task A_code_that_no_queue_has_is_not_found_on_every_route(string code)
    {
        string[] reads = ["", "/snapshot", "/snapshot?partyId=0b6f2a53-4a0c-4d0a-9a53-0f6f3a1a2b3c", "/display"];
        foreach (var read in reads)
        {
            Expect.Problem(404, "session_not_found", "Session not found", await shared.Http.ReadAsync($"/api/queue/{code}{read}"));
        }

        foreach (var action in new[] { "join", "declare-nearby", "leave", "advance", "call", "seat", "no-show", "restore", "kick", "close" })
        {
            Expect.Problem(404, "session_not_found", "Session not found", await shared.Http.PostAsync($"/api/queue/{code}/{action}", "{"));
        }
    }

    [Fact]
    public async Task A_code_may_be_percent_encoded()
    {
        var queue = await shared.CreateAsync();
        var encoded = string.Concat(queue.Code.Select(c => $"%{(int)c:X2}"));

        Assert.Equal(queue.Code, (string?)(await shared.Http.ReadAsync($"/api/queue/{encoded}")).Json["code"]);
    }

    [Fact]
    public async Task Connect_without_an_upgrade_is_not_allowed()
    {
        var queue = await shared.CreateAsync();

        Expect.Problem(405, "method_not_allowed", "Method not allowed", await shared.Http.ReadAsync($"{queue.Path}/connect"));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("nonsense")]
    [InlineData(null)]
    public async Task The_content_type_does_not_matter(string? type)
    {
        var queue = await shared.CreateAsync();

        var answer = await shared.Http.PostBytesAsync(
            $"{queue.Path}/join", "{}"u8.ToArray(), type is null ? [] : [("Content-Type", type)]);
        Assert.Equal(1, (int?)answer.Json["position"]);
    }
}
