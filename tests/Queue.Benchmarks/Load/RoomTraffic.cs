using System.Diagnostics;

namespace Queue.Benchmarks.Load;

/// <summary>
/// Publishes to a chat room and times when each follower has seen each message: from the instant it was due, so that a stall is felt by
/// all that it delayed. All messages of a burst are due at its beginning.
/// </summary>
internal sealed class RoomTraffic(IReadOnlyList<Connection> publishers, IReadOnlyList<RoomFollower> followers, Func<int, byte[]> post)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly Readiness readiness = new([.. publishers, .. followers.Select(follower => follower.Connection)]);

    /// <summary>Publishes so many messages, at a pace or, without one, as a burst.</summary>
    public Latencies Run(int messages, TimeSpan every = default)
    {
        var latencies = new Latencies();
        var idle = new Stack<int>(Enumerable.Range(0, publishers.Count));
        var started = Stopwatch.GetTimestamp();
        for (var (sent, answered, seen) = (0, 0, 0L); answered < messages || seen < (long)messages * followers.Count;)
        {
            while (sent < messages && idle.Count > 0 && every * sent <= Stopwatch.GetElapsedTime(started))
            {
                publishers[idle.Pop()].Send(post(sent++));
            }

            readiness.Wait(sent < messages && idle.Count > 0 ? (every * sent) - Stopwatch.GetElapsedTime(started) : Longest);
            answered += TakeAnswers(idle);
            seen += TakeItems(every, started, latencies);
            if (Stopwatch.GetElapsedTime(started) > (every * messages) + Longest)
            {
                throw new TimeoutException($"Only {seen} of {(long)messages * followers.Count} items were seen.");
            }
        }

        return latencies;
    }

    private int TakeAnswers(Stack<int> idle)
    {
        var answered = 0;
        for (var i = 0; i < publishers.Count; i++)
        {
            if (readiness.IsReady(i) && publishers[i].TryReceive(out var response))
            {
                if (response.Status != 201)
                {
                    throw new InvalidDataException($"Expected 201, got: {response.ToString()}");
                }

                answered++;
                idle.Push(i);
            }
        }

        return answered;
    }

    private long TakeItems(TimeSpan every, long started, Latencies latencies)
    {
        var seen = 0L;
        for (var i = 0; i < followers.Count; i++)
        {
            if (!readiness.IsReady(publishers.Count + i))
            {
                continue;
            }

            for (var more = followers[i].Connection.TryReceive(out var item); more; more = followers[i].Connection.TryTake(out item))
            {
                followers[i].Take(item);
                latencies.Add(Stopwatch.GetElapsedTime(started) - (every * RoomFollower.Number(item.Body, "\"content\":\""u8)));
                seen++;
            }
        }

        return seen;
    }
}
