using System.Diagnostics;

namespace Queue.Benchmarks.Load;

/// <summary>
/// Requests at fixed instants, whatever the server does. The time of each counts from the instant it was due, not from when a
/// connection was free to send it, so that a stall is felt by all that it delayed (no coordinated omission).
/// </summary>
internal static class ConstantRate
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    public static Latencies Run(IReadOnlyList<Client> clients, double perSecond, TimeSpan duration)
    {
        var readiness = new Readiness(clients.Select(client => client.Connection));
        var idle = new Stack<int>(Enumerable.Range(0, clients.Count));
        var due = new TimeSpan[clients.Count];
        var latencies = new Latencies();
        var total = (long)(perSecond * duration.TotalSeconds);
        var started = Stopwatch.GetTimestamp();
        for (var sent = 0L; latencies.Count < total;)
        {
            while (sent < total && idle.Count > 0 && DueAt(sent) <= Stopwatch.GetElapsedTime(started))
            {
                var client = idle.Pop();
                due[client] = DueAt(sent++);
                clients[client].Connection.Send(clients[client].Next());
            }

            var pause = sent < total && idle.Count > 0 ? DueAt(sent) - Stopwatch.GetElapsedTime(started) : Longest;
            readiness.Wait(pause);
            for (var i = 0; i < clients.Count; i++)
            {
                if (readiness.IsReady(i) && clients[i].Connection.TryReceive(out var response))
                {
                    latencies.Add(Stopwatch.GetElapsedTime(started) - due[i]);
                    clients[i].Take(response);
                    idle.Push(i);
                }
            }

            if (Stopwatch.GetElapsedTime(started) > duration + Longest)
            {
                throw new TimeoutException($"{total - latencies.Count} requests were not answered.");
            }
        }

        return latencies;

        TimeSpan DueAt(long request) => TimeSpan.FromSeconds(request / perSecond);
    }
}
