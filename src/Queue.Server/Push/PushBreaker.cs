using System.Collections.Concurrent;

namespace Queue.Server.Push;

/// <summary>
/// Stops deleting subscriptions of a push service when many of its last answers were refusals: then the fault is more likely ours or
/// the service's (a wrong clock, a changed key) than thousands of guests', and what is deleted cannot be had back.
/// </summary>
internal sealed class PushBreaker
{
    private const int Window = 100;
    private const int Enough = 20;
    private const double TooMany = 0.05;

    private readonly ConcurrentDictionary<string, Queue<bool>> answers = new(StringComparer.Ordinal);

    /// <summary>Notes whether a service refused.</summary>
    public void Note(string origin, bool refused)
    {
        var last = answers.GetOrAdd(origin, static _ => new Queue<bool>());
        lock (last)
        {
            last.Enqueue(refused);
            if (last.Count > Window)
            {
                last.Dequeue();
            }
        }
    }

    /// <summary>A subscription that the service calls gone may be deleted.</summary>
    public bool MayDelete(string origin)
    {
        var last = answers.GetOrAdd(origin, static _ => new Queue<bool>());
        lock (last)
        {
            return last.Count < Enough || last.Count(refused => refused) <= TooMany * last.Count;
        }
    }
}
