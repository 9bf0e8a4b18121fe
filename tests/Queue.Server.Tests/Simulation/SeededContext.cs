namespace Queue.Server.Tests.Simulation;

/// <summary>Runs continuations one at a time on the calling thread, always picking the next of those that are ready by its seed.</summary>
internal sealed class SeededContext(Random random) : SynchronizationContext
{
    private readonly List<(SendOrPostCallback Callback, object? State)> ready = [];

    /// <summary>How many continuations ran, and a hash over the choices made.</summary>
    public (long Steps, int Hash) Trace { get; private set; }

    public override void Post(SendOrPostCallback d, object? state) => ready.Add((d, state));

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Nothing may block.");

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Runs an action with this as its context, so that all it starts comes back here.</summary>
    public void Run(Action action)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            action();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    /// <summary>Runs what is ready, and what becomes ready by it, until nothing is; or only some of it.</summary>
    public void Drain(int most = int.MaxValue) => Run(() =>
    {
        for (var i = 0; i < most && ready.Count > 0; i++)
        {
            var pick = random.Next(ready.Count);
            var (callback, state) = ready[pick];
            ready[pick] = ready[^1];
            ready.RemoveAt(ready.Count - 1);
            Trace = (Trace.Steps + 1, unchecked((Trace.Hash * 31) + (pick * 7) + ready.Count));
            callback(state);
        }
    });
}
