namespace Queue.Server.Rooms;

/// <summary>
/// Knows when the service was last able to serve. After more than <see cref="LongestGap"/> without (stopped, suspended, database
/// gone) people could not answer their calls, so every open call gets until <see cref="GraceUntil"/>.
/// </summary>
internal sealed class ServiceClock(TimeProvider time)
{
    /// <summary>An outage up to this long goes unnoticed.</summary>
    public static readonly TimeSpan LongestGap = TimeSpan.FromSeconds(60);

    private readonly Lock gate = new();
    private DateTimeOffset lastAlive = time.GetUtcNow();

    /// <summary>Counts the outages; a room compares it with the one it last made up for.</summary>
    public int Outages { get; private set; }

    /// <summary>Calls that were open during the last outage do not run out before this.</summary>
    public DateTimeOffset GraceUntil { get; private set; }

    public DateTimeOffset LastAlive
    {
        get
        {
            lock (gate)
            {
                return lastAlive;
            }
        }
    }

    /// <summary>Starts from the last sign of life of the process before.</summary>
    public void Start(DateTimeOffset? previousAlive)
    {
        lock (gate)
        {
            lastAlive = previousAlive ?? time.GetUtcNow();
        }

        Observe();
    }

    /// <summary>Looks at the clock before something is decided; returns the number of outages so far and notes a new one.</summary>
    public int Observe()
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (now - lastAlive > LongestGap)
            {
                Outages++;
                GraceUntil = now + LongestGap;
                lastAlive = now;
            }

            return Outages;
        }
    }

    /// <summary>A sign of life: the service is running and its database takes commits.</summary>
    public void Beat()
    {
        Observe();
        lock (gate)
        {
            lastAlive = time.GetUtcNow();
        }
    }
}
