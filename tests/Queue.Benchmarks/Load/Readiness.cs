namespace Queue.Benchmarks.Load;

/// <summary>Waits on one thread until any of many connections has something to read.</summary>
internal sealed class Readiness
{
    private readonly Interop.PollEntry[] entries;

    public Readiness(IEnumerable<Connection> connections) => entries =
        [.. connections.Select(connection => new Interop.PollEntry { Handle = connection.Handle, Awaited = Interop.PollIn })];

    /// <summary>Waits at most this long; then <see cref="IsReady"/> tells which.</summary>
    public void Wait(TimeSpan atMost)
    {
        var timeout = new Interop.TimeSpec(atMost > TimeSpan.Zero ? atMost : TimeSpan.Zero);
        if (Interop.WaitForAny(entries, (nuint)entries.Length, timeout, 0) <= 0)
        {
            foreach (ref var entry in entries.AsSpan())
            {
                entry.Happened = 0;
            }
        }
    }

    public bool IsReady(int index) => entries[index].Happened != 0;
}
