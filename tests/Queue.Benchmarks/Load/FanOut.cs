using System.Diagnostics;

namespace Queue.Benchmarks.Load;

/// <summary>Changes a room in which many wait, and times when each of them has the news, from the sending of the command on.</summary>
internal static class FanOut
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    // Answers to polls must be held when the next change comes: the server gets this long to take them all in.
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(250);

    public static Latencies Run(IReadOnlyList<Waiter> waiters, Connection host, byte[] change, int changes)
    {
        var latencies = new Latencies();
        var readiness = new Readiness([host, .. waiters.Select(waiter => waiter.Connection)]);
        for (var i = 0; i < changes; i++)
        {
            foreach (var waiter in waiters)
            {
                waiter.Arm();
            }

            readiness.Wait(Settle);
            Change(waiters, host, change, readiness, latencies);
        }

        return latencies;
    }

    private static void Change(
        IReadOnlyList<Waiter> waiters, Connection host, byte[] change, Readiness readiness, Latencies latencies)
    {
        var started = Stopwatch.GetTimestamp();
        host.Send(change);
        for (var (told, answered) = (0, false); told < waiters.Count || !answered;)
        {
            readiness.Wait(Longest);
            answered |= readiness.IsReady(0) && host.TryReceive(out _);
            for (var i = 0; i < waiters.Count; i++)
            {
                if (readiness.IsReady(i + 1) && waiters[i].Connection.TryReceive(out var response) && waiters[i].Take(response))
                {
                    latencies.Add(Stopwatch.GetElapsedTime(started));
                    told++;
                }
            }

            if (Stopwatch.GetElapsedTime(started) > Longest)
            {
                throw new TimeoutException($"Only {told} of {waiters.Count} were told.");
            }
        }
    }
}
