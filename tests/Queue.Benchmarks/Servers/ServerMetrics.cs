using System.Globalization;

namespace Queue.Benchmarks.Servers;

/// <summary>What a server under load says of itself at <c>/metrics</c>.</summary>
internal static class ServerMetrics
{
    private const string Relayed = "queue_events_relayed_total";
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>One series; 0 when the server has not counted anything in it yet.</summary>
    public static async Task<double> ReadAsync(HttpClient http, string series)
    {
        var metrics = await http.GetStringAsync("/metrics");
        var line = $"\n{series} ";
        var at = metrics.IndexOf(line, StringComparison.Ordinal) + line.Length;
        return at < line.Length ? 0 : double.Parse(metrics.AsSpan(at, metrics.IndexOf('\n', at) - at), CultureInfo.InvariantCulture);
    }

    /// <summary>Waits until the background has no events left to work on, so that what is measured next does not pay for what came before.</summary>
    public static async Task SettleAsync(HttpClient http)
    {
        var before = -1.0;
        var waited = TimeSpan.Zero;
        for (var now = await ReadAsync(http, Relayed); now > before && waited < Longest; now = await ReadAsync(http, Relayed))
        {
            before = now;
            await Task.Delay(Pause, TimeProvider.System);
            waited += Pause;
        }
    }
}
