using System.Diagnostics.Metrics;

namespace Queue.Server.Events;

/// <summary>What the way from the log to the background counts.</summary>
internal sealed class EventInstruments
{
    public const string MeterName = "Queue.Events";

    private readonly Counter<long> relayed;
    private readonly Counter<long> relayFailures;
    private readonly Counter<long> handled;
    private readonly Counter<long> setAside;
    private readonly Histogram<double> relayDelay;

    public EventInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        relayed = meter.CreateCounter<long>("queue.events.relayed", "{event}", "Events handed over to the background.");
        relayFailures = meter.CreateCounter<long>("queue.events.relay.failures", "{attempt}", "Hand-overs that failed and are tried again.");
        handled = meter.CreateCounter<long>("queue.events.handled", "{event}", "Events that took effect, by handler.");
        setAside = meter.CreateCounter<long>("queue.events.set_aside", "{event}", "Events that no attempt could handle, by handler.");
        relayDelay = meter.CreateHistogram<double>("queue.events.relay.delay", "s", "Time from a commit to its hand-over.");
    }

    public void Relayed(int events, TimeSpan delay)
    {
        relayed.Add(events);
        relayDelay.Record(delay.TotalSeconds);
    }

    public void RelayFailed() => relayFailures.Add(1);

    public void Handled(string handler, int events) => handled.Add(events, new KeyValuePair<string, object?>("handler", handler));

    public void SetAside(string handler) => setAside.Add(1, new KeyValuePair<string, object?>("handler", handler));
}
