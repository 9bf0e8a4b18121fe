using Microsoft.AspNetCore.Http.HttpResults;

namespace Queue.Server.Endpoints.Operations;

/// <summary>How a reader is. It serves what it has in memory whatever is gone, so it is never taken out: 200 with the reasons.</summary>
internal static class ReaderHealth
{
    private const string Ok = "ok";

    public static JsonHttpResult<Health.Ready> HandleReady(IEnumerable<Dependency> needed)
    {
        var states = needed.ToDictionary(one => one.Name, one => one.Trouble() ?? Ok, StringComparer.Ordinal);
        var works = states.Values.All(state => string.Equals(state, Ok, StringComparison.Ordinal));
        return TypedResults.Json(new Health.Ready(works ? Ok : "degraded", states), HealthJson.Wire.Ready);
    }
}
