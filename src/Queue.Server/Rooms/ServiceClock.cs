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
    private DateTimeOffset graceUntil;
    private int outages;
    private bool away;
    private bool counted;

    /// <summary>Calls that were open during the last outage do not run out before this.</summary>
    public DateTimeOffset GraceUntil
    {
        get
        {
            lock (gate)
            {
                return graceUntil;
            }
        }
    }

    /// <summary>Counts the outages; a room compares it with the one it last made up for.</summary>
    public int Outages
    {
        get
        {
            lock (gate)
            {
                return outages;
            }
        }
    }

    /// <summary>Starts from the last sign of life of the process before.</summary>
    public void Start(DateTimeOffset? previousAlive)
    {
        lock (gate)
        {
            lastAlive = previousAlive ?? time.GetUtcNow();
            Look();
        }
    }

    /// <summary>Looks at the clock before something is decided; returns the number of outages so far and notes a new one.</summary>
    public int Observe()
    {
        lock (gate)
        {
            Look();
            return outages;
        }
    }

    /// <summary>A sign of life: the service is running and its database takes commits.</summary>
    public void Beat()
    {
        lock (gate)
        {
            away = false;
            counted = false;
            Look();
            lastAlive = time.GetUtcNow();
        }
    }

    /// <summary>The database takes no commits; until the next sign of life the service counts as away.</summary>
    public void Lose()
    {
        lock (gate)
        {
            away = true;
        }
    }

    // While the service is away the outage goes on: it is counted when it is noticed and once more when it ends, so that the grace
    // begins with its end.
    private void Look()
    {
        var now = time.GetUtcNow();
        if (now - lastAlive <= LongestGap)
        {
            return;
        }

        graceUntil = now + LongestGap;
        outages += counted ? 0 : 1;
        counted = away;
        lastAlive = away ? lastAlive : now;
    }
}
