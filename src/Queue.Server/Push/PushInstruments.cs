using System.Diagnostics.Metrics;

namespace Queue.Server.Push;

/// <summary>What alerts count. No tag names a party or an endpoint.</summary>
internal sealed class PushInstruments
{
    public const string MeterName = "Queue.Push";

    private readonly Counter<long> deliveries;
    private readonly Counter<long> goneKept;
    private readonly Histogram<double> delay;

    public PushInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        deliveries = meter.CreateCounter<long>("queue.push.deliveries", "{attempt}", "Attempts to deliver an alert, by kind and outcome.");
        goneKept = meter.CreateCounter<long>(
            "queue.push.gone.kept", "{subscription}", "Subscriptions called gone that were kept, as too many answers were refusals.");
        delay = meter.CreateHistogram<double>("queue.push.delay", "s", "Time from when an alert may leave until a push service took it.");
    }

    /// <summary>Counts an attempt; a null state is one that is tried again.</summary>
    public void Delivered(string kind, string? state, TimeSpan sinceDue)
    {
        deliveries.Add(
            1, new KeyValuePair<string, object?>("kind", PushKinds.Group(kind)), new KeyValuePair<string, object?>("outcome", state ?? "retry"));
        if (state is PushStates.Sent)
        {
            delay.Record(sinceDue.TotalSeconds, new KeyValuePair<string, object?>("kind", PushKinds.Group(kind)));
        }
    }

    public void GoneKept() => goneKept.Add(1);
}
