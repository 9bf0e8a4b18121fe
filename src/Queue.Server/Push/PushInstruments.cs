using System.Diagnostics.Metrics;

namespace Queue.Server.Push;

/// <summary>What alerts count. No tag names a party or an endpoint.</summary>
internal sealed class PushInstruments
{
    public const string MeterName = "Queue.Push";

    private readonly Counter<long> deliveries;

    public PushInstruments(IMeterFactory meters) => deliveries = meters.Create(MeterName).CreateCounter<long>(
        "queue.push.deliveries", "{attempt}", "Attempts to deliver an alert, by kind and outcome.");

    public void Delivered(string kind, string outcome) => deliveries.Add(
        1, new KeyValuePair<string, object?>("kind", kind), new KeyValuePair<string, object?>("outcome", outcome));
}
