using Queue.Server.Metrics;
using Queue.Server.Rooms;
using Queue.Server.Storage;

namespace Queue.Server.Endpoints.Analytics;

/// <summary>How the service does right now, readers included; for its operator.</summary>
internal static class GetHealth
{
    /// <param name="Minutes">How many minutes the polls are of, at most.</param>
    /// <param name="Polls">Polls of waitlists that were answered in them.</param>
    /// <param name="PollsPerMinute">How many a minute.</param>
    /// <param name="UnchangedShare">The share answered with 304, 0 to 1.</param>
    /// <param name="P95Ms">95 of 100 were answered within this, in milliseconds, measured in the process that answered; held polls apart.</param>
    /// <param name="HostsOnline">Hosts' screens that were heard of within the last minute.</param>
    internal sealed record Response(int Minutes, long Polls, double PollsPerMinute, double? UnchangedShare, double? P95Ms, int HostsOnline);

    public static async Task HandleAsync(HttpContext context, Secrets secrets, PollHealth health, HostPresence hosts, TimeProvider time)
    {
        if (AdminVenues.Require(context, secrets) is { } problem)
        {
            await problem.WriteAsync(context);
            return;
        }

        var reading = health.Read();
        context.Response.Headers.CacheControl = "private, no-store";
        await context.Response.WriteAsJsonAsync(
            new Response(
                PollHealth.WindowMinutes,
                reading.Polls,
                Math.Round(reading.PerMinute, 1),
                reading.UnchangedShare,
                reading.P95Milliseconds,
                hosts.Since(time.GetUtcNow() - HostPresence.Online).Count()),
            AnalyticsJson.Wire.Health,
            cancellationToken: context.RequestAborted);
    }
}
