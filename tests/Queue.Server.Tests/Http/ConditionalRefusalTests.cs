using System.Text.Json.Nodes;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Http;

/// <summary>What would be refused without a condition is refused with one: a tag opens nothing (RFC 9110 §13.2.1).</summary>
public sealed class ConditionalRefusalTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private static readonly string[] Methods = ["GET", "HEAD"];
    private static readonly string?[] Tags = [null, "*", "\"a\", \"b\"", "garbage"];
    private static readonly string[] Paths = ["", "/snapshot", "/snapshot?partyId=0b6f2a53-4a0c-4d0a-9a53-0f6f3a1a2b3c", "/display"];

    public static TheoryData<string, string?, string, string> Table()
    {
        var rows = from method in Methods
                   from tag in Tags
                   from path in Paths
                   from state in new[] { "unknown code", "no code", "forbidden", "unknown party", "throttled" }
                   where Applies(path, state)
                   select (method, tag, path, state);
        return [.. rows];
    }

    [Theory]
    [MemberData(nameof(Table))]
    public async Task A_refusal_wins_over_any_tag(string method, string? tag, string path, string state)
    {
        await using var throttling = state is "throttled"
            ? await TestServer.StartAsync("--Queue:Limits:Enabled", "true", "--Queue:Limits:PublicPollsPerMinute", "1")
            : null;
        var server = throttling ?? shared.Server;
        var queue = await WaitlistClient.CreateAsync(server.Http);
        var (code, credential, status, error) = state switch
        {
            "unknown code" => ("BCDFGH", "", 404, "Session not found"),
            "no code" => ("ABC", "", 404, "Session not found"),
            "forbidden" => (queue.Code, "x-host-auth: wrong", 403, "Invalid host authentication"),
            "unknown party" => (queue.Code, "", 404, "Party not found"),
            _ => (queue.Code, "", 429, "Too many requests; slow down"),
        };
        if (status == 429)
        {
            await RawConnection.AskAsync(server.Address, $"GET /api/queue/{code}{path}");
        }

        string?[] lines =
        [
            $"{method} /api/queue/{code}{path}", "Origin: http://localhost:8081",
            credential.Length == 0 ? null : credential, tag is null ? null : "If-None-Match: " + tag,
        ];
        var answer = await RawConnection.AskAsync(server.Address, [.. lines.OfType<string>()]);

        Assert.Equal(status, answer.Status);
        Assert.Equal(method is "HEAD" ? "" : error, method is "HEAD" ? answer.Body : (string?)JsonNode.Parse(answer.Body)?["error"]);
        Assert.Equal(
            (null, "no-store", "Origin", "http://localhost:8081", "nosniff", "application/problem+json"),
            (answer.Header("ETag"), answer.Header("Cache-Control"), answer.Header("Vary"), answer.Header("Access-Control-Allow-Origin"),
                answer.Header("X-Content-Type-Options"), answer.Header("Content-Type")));
        Assert.Equal(status == 429, answer.Header("Retry-After") is not null);
    }

    private static bool Applies(string path, string state) => state switch
    {
        "unknown party" => path.Contains("partyId", StringComparison.Ordinal),
        "forbidden" => path is "/snapshot" or "/display",
        "throttled" => !path.Contains("partyId", StringComparison.Ordinal),
        _ => true,
    };
}
