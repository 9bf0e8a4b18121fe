using Queue.Server.Metrics;

namespace Queue.Server.Endpoints.Operations;

/// <summary>All metrics as Prometheus text.</summary>
internal static class GetMetrics
{
    public static IResult Handle(PrometheusText metrics) =>
        TypedResults.Text(metrics.Write(), "text/plain; version=0.0.4; charset=utf-8");
}
