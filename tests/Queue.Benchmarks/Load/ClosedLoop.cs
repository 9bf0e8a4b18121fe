using System.Diagnostics;

namespace Queue.Benchmarks.Load;

/// <summary>How much was answered, and what it cost the server.</summary>
internal readonly record struct Throughput(long Answers, TimeSpan Elapsed, TimeSpan ServerCpu)
{
    public double PerSecond => Answers / Elapsed.TotalSeconds;

    public double PerCpuSecond => Answers / ServerCpu.TotalSeconds;
}

/// <summary>A fixed number of connections, each of which asks again as soon as it is answered: what is the highest rate?</summary>
internal static class ClosedLoop
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    public static Throughput Run(IReadOnlyList<Client> clients, TimeSpan duration, Func<TimeSpan> serverCpu)
    {
        var cpu = serverCpu();
        var started = Stopwatch.GetTimestamp();
        var answers = Run(clients, () => Stopwatch.GetElapsedTime(started) < duration);
        var elapsed = Stopwatch.GetElapsedTime(started);
        return new Throughput(answers, elapsed, serverCpu() - cpu);
    }

    /// <summary>Runs until about this many are answered.</summary>
    public static long Run(IReadOnlyList<Client> clients, long requests)
    {
        var sent = 0L;
        return Run(clients, () => sent++ < requests);
    }

    // Ends when every connection has its last answer, so that the next run starts on quiet ones.
    private static long Run(IReadOnlyList<Client> clients, Func<bool> goesOn)
    {
        var readiness = new Readiness(clients.Select(client => client.Connection));
        var (answers, outstanding) = (0L, 0);
        for (var i = 0; i < clients.Count && goesOn(); i++, outstanding++)
        {
            clients[i].Connection.Send(clients[i].Next());
        }

        var lastAnswer = Stopwatch.GetTimestamp();
        while (outstanding > 0)
        {
            readiness.Wait(Longest);
            var before = answers;
            for (var i = 0; i < clients.Count; i++)
            {
                if (readiness.IsReady(i) && clients[i].Connection.TryReceive(out var response))
                {
                    clients[i].Take(response);
                    answers++;
                    if (goesOn())
                    {
                        clients[i].Connection.Send(clients[i].Next());
                    }
                    else
                    {
                        outstanding--;
                    }
                }
            }

            lastAnswer = answers > before ? Stopwatch.GetTimestamp() : lastAnswer;
            if (Stopwatch.GetElapsedTime(lastAnswer) > Longest)
            {
                throw new TimeoutException($"The server did not answer {outstanding} requests within {Longest.TotalSeconds} s.");
            }
        }

        return answers;
    }
}
