namespace Queue.Server.Rooms;

/// <summary>
/// Knows when the service was last able to serve. After more than <see cref="LongestGap"/> without (stopped, suspended, database
/// gone) people could not answer their calls, so every open call gets until <see cref="GraceUntil"/>.
/// </summary>
internal sealed class ServiceClock(TimeProvider time)
{
    /// <summary>An outage up to this long goes unnoticed, and a longer one is made up for by this much.</summary>
    public static readonly TimeSpan LongestGap = TimeSpan.FromSeconds(60);

    /// <summary>
    /// While an outage goes on its grace moves by steps: rooms that come back one after the other, and a commit that was decided before
    /// the end and stored after it, find the same one, and nobody is given time twice.
    /// </summary>
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private DateTimeOffset lastAlive = time.GetUtcNow();
    private DateTimeOffset beforeOutage;
    private DateTimeOffset graceUntil;
    private bool away;

    /// <summary>Calls that were open during the last outage do not run out before this. A room compares it with the one it gave last.</summary>
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

    /// <summary>The database takes no commits.</summary>
    public bool Away
    {
        get
        {
            lock (gate)
            {
                return away;
            }
        }
    }

    /// <summary>Starts from the last sign of life of the process before.</summary>
    public void Start(DateTimeOffset? previousAlive)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            lastAlive = previousAlive ?? now;
            if (lastAlive - now > LongestGap)
            {
                // Stored while the clock was ahead, it does not tell how long the service was away: assume the worst.
                lastAlive = DateTimeOffset.UnixEpoch;
            }

            Look();
        }
    }

    /// <summary>Looks at the clock before something is decided; notes an outage and returns <see cref="GraceUntil"/>.</summary>
    public DateTimeOffset Observe()
    {
        lock (gate)
        {
            Look();
            return graceUntil;
        }
    }

    /// <summary>A sign of life: the service is running and its database takes commits.</summary>
    public void Beat()
    {
        lock (gate)
        {
            Look();
            away = false;
            lastAlive = time.GetUtcNow();
        }
    }

    /// <summary>
    /// The sign of life to store now. During the grace it is still the one from before the outage: who crashes now must find the
    /// outage again, as not every room has made up for it.
    /// </summary>
    public DateTimeOffset SignOfLife()
    {
        lock (gate)
        {
            Look();
            var now = time.GetUtcNow();
            return now < graceUntil ? beforeOutage : now;
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

    /// <summary>The grace of an outage that goes on: one that leaves enough time is kept.</summary>
    public static DateTimeOffset Move(DateTimeOffset until, DateTimeOffset now) => until < now + LongestGap ? now + LongestGap + Step : until;

    // While the service is away the outage goes on.
    private void Look()
    {
        var now = time.GetUtcNow();
        if (graceUntil - now > LongestGap + Step)
        {
            // The clock was ahead when it began and was set back since.
            graceUntil = now + LongestGap;
        }

        if (now - lastAlive <= LongestGap)
        {
            return;
        }

        beforeOutage = lastAlive;
        graceUntil = away ? Move(graceUntil, now) : now + LongestGap;
        lastAlive = away ? lastAlive : now;
    }
}
