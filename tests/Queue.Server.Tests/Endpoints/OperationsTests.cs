using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Endpoints;

/// <summary>What an operator and a machine ask: health, metrics, the description of the API.</summary>
public sealed partial class OperationsTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [Fact]
    public async Task Health_says_what_this_is()
    {
        var answer = await shared.Http.ReadAsync("/health");

        Assert.Equal(
            ("ok", "queue", "0.1.0"), ((string?)answer.Json["status"], (string?)answer.Json["service"], (string?)answer.Json["version"]));
        var routes = answer.Json["endpoints"]!.AsArray().Select(route => (string)route!).ToList();
        foreach (var route in new[] { "POST /api/queue/create", "GET|HEAD /api/queue/{code}/snapshot", "GET /queue/{code}", "GET|HEAD /metrics" })
        {
            Assert.Contains(route, routes);
        }
    }

    [Fact]
    public async Task It_is_live() => Expect.Ok("""{"status":"ok"}""", await shared.Http.ReadAsync("/health/live"));

    [Fact]
    public async Task It_is_ready_when_its_log_works() =>
        Expect.Ok("""{"status":"ok","dependencies":{"log":"ok"}}""", await shared.Http.ReadAsync("/health/ready"));

    [Theory]
    [InlineData("/health")]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/metrics")]
    public async Task HEAD_is_answered_without_a_body(string path)
    {
        var answer = await RawConnection.AskAsync(shared.Server.Address, $"HEAD {path}");

        Assert.Equal((200, ""), (answer.Status, answer.Body));
    }

    [Fact]
    public async Task Metrics_are_Prometheus_text()
    {
        var queue = await shared.CreateAsync();
        await queue.JoinAsync("Ann");
        await queue.HostAsync("kick", """{"partyId":"x"}""");

        var answer = await shared.Http.ReadAsync("/metrics");
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Header("Content-Type"));
        Assert.All(answer.Text.TrimEnd('\n').Split('\n'), line => Assert.Matches(PrometheusLine(), line));
        foreach (var name in new[]
        {
            "queue_room_commands_total{outcome=\"accepted\"} ", "queue_room_commands_total{outcome=\"rejected\"} ",
            "queue_room_commits_total ", "queue_room_commit_duration_seconds_bucket{le=\"+Inf\"} ", "queue_room_loaded ",
        })
        {
            Assert.Contains("\n" + name, answer.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task No_metric_names_a_queue()
    {
        var queue = await shared.CreateAsync();
        await queue.JoinAsync("Zacharias");

        var text = (await shared.Http.ReadAsync("/metrics")).Text;
        Assert.DoesNotContain(queue.Code, text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(queue.SessionId, text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_OpenAPI_document_is_the_golden_one()
    {
        var answer = await shared.Http.ReadAsync("/openapi/v1.json");

        Repository.ExpectGolden("openapi.json", Sorted(JsonNode.Parse(answer.Text)!).ToJsonString(Indented));
    }

    [Fact]
    public async Task Every_route_that_is_described_exists_and_takes_the_method()
    {
        var document = (await shared.Http.ReadAsync("/openapi/v1.json")).Json;
        foreach (var (path, methods) in document["paths"]!.AsObject())
        {
            foreach (var (method, _) in methods!.AsObject())
            {
                var answer = await RawConnection.AskAsync(
                    shared.Server.Address,
                    $"{method.ToUpperInvariant()} {path.Replace("{code}", "BCDFGH", StringComparison.Ordinal)}", "Content-Length: 0");
                Assert.DoesNotContain("\"error\":\"Not found\"", answer.Body, StringComparison.Ordinal);
            }
        }
    }

    // Properties in alphabetical order: the framework's own order is no promise.
    private static JsonNode Sorted(JsonNode node) => node switch
    {
        JsonObject o => new JsonObject(o.OrderBy(p => p.Key, StringComparer.Ordinal)
            .Select(p => new KeyValuePair<string, JsonNode?>(p.Key, p.Value is null ? null : Sorted(p.Value)))),
        JsonArray a => new JsonArray([.. a.Select(item => item is null ? null : Sorted(item))]),
        _ => node.DeepClone(),
    };

    [GeneratedRegex("^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\\{[a-z_]+=\"[^\"]+\"(,[a-z_]+=\"[^\"]+\")*\\})? [0-9.Ee+-]+)$", RegexOptions.ExplicitCapture)]
    private static partial Regex PrometheusLine();
}
