using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Queue.Server.Rooms;

namespace Queue.Server.Endpoints.Operations;

/// <summary>How the service is: <c>/health</c> says what it is, <c>live</c> that it runs, <c>ready</c> whether each thing it needs works.</summary>
internal static class Health
{
    internal sealed record About(string Status, string Service, string Version, IReadOnlyList<string> Endpoints);

    internal sealed record Live(string Status);

    internal sealed record Ready(string Status, IReadOnlyDictionary<string, string> Dependencies);

    private const string Ok = "ok";

    private static readonly string Version =
        typeof(Health).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    public static JsonHttpResult<About> HandleAbout(EndpointDataSource endpoints) => TypedResults.Json(
        new About(Ok, "queue", Version, [.. endpoints.Endpoints.OfType<RouteEndpoint>().Select(Describe).Order(StringComparer.Ordinal)]),
        HealthJson.Wire.About);

    public static JsonHttpResult<Live> HandleLive() => TypedResults.Json(new Live(Ok), HealthJson.Wire.Live);

    // Without the log nothing can be changed, so no request should come here: 503. Without one of the others requests are served, and a
    // balancer that took the server away would only make it worse: 200, and the reason for whoever looks.
    public static JsonHttpResult<Ready> HandleReady(RoomEngine engine, IEnumerable<Dependency> others, HttpResponse response)
    {
        var dependencies = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["log"] = engine.LogWorks ? Ok : "the database does not take commits",
        };
        var degraded = false;
        foreach (var other in others)
        {
            var trouble = other.Trouble();
            degraded |= trouble is not null;
            dependencies.Add(other.Name, trouble ?? Ok);
        }

        if (!engine.LogWorks)
        {
            response.Headers.RetryAfter = "10";
        }

        return TypedResults.Json(
            new Ready(!engine.LogWorks ? "unavailable" : degraded ? "degraded" : Ok, dependencies),
            HealthJson.Wire.Ready,
            statusCode: engine.LogWorks ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static string Describe(RouteEndpoint endpoint)
    {
        var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [];
        return $"{string.Join('|', methods)} {endpoint.RoutePattern.RawText}";
    }
}

[JsonSerializable(typeof(Health.About))]
[JsonSerializable(typeof(Health.Live))]
[JsonSerializable(typeof(Health.Ready))]
internal sealed partial class HealthJson : JsonSerializerContext
{
    public static HealthJson Wire { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web));
}
