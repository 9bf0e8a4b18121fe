namespace Queue.Server.Rooms;

/// <summary>
/// Knows when the service was last able to serve. After more than <see cref="LongestGap"/> without (stopped, suspended, database
/// gone) people could not answer their calls, so every open call gets time until the end of a <see cref="Grace"/>.
/// </summary>
internal sealed class ServiceClock(TimeProvider time)
{
    /// <summary>An outage up to this long goes unnoticed, and a longer one is made up for by this much.</summary>
    public static readonly TimeSpan LongestGap = TimeSpan.FromSeconds(60);

    /// <summary>A grace that has this long to go was given a moment ago.</summary>
    public static readonly TimeSpan JustGiven = TimeSpan.FromSeconds(50);

    // While an outage goes on its grace moves by steps, so that rooms that come back one after the other find the same one.
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private DateTimeOffset lastAlive = time.GetUtcNow();
    private DateTimeOffset beforeOutage;
    private Grace grace;
    private bool away;

    /// <summary>What the last outage is made up for with. A room compares it with the one it gave last.</summary>
    public Grace Grace
    {
        get
        {
            lock (gate)
            {
                return grace;
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

    /// <summary>Looks at the clock before something is decided; notes an outage and returns its grace.</summary>
    public Grace Observe()
    {
        lock (gate)
        {
            Look();
            return grace;
        }
    }

    /// <summary>
    /// A sign of life is about to be stored. It counts at once while one follows the other; after a pause, in which the machine may have
    /// slept and lost its database, only when it is stored.
    /// </summary>
    public void Expect()
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            lastAlive = away || now - lastAlive > Step + Step ? lastAlive : now;
        }
    }

    /// <summary>
    /// A sign of life: the database took a commit that was begun at <paramref name="began"/>. Not more than that is known of the time
    /// until now, in which the machine may have slept.
    /// </summary>
    public void Beat(DateTimeOffset began)
    {
        lock (gate)
        {
            var noted = Look();
            var now = time.GetUtcNow();
            var alive = noted || began > now ? now : began;
            away = false;
            lastAlive = lastAlive < alive || lastAlive > now ? alive : lastAlive;
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
            return now < grace.Until ? beforeOutage : now;
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

    /// <summary>
    /// The grace of an outage that goes on. It lasts longer than needed: what a room gave somebody shortly before the end is enough then
    /// and not given twice.
    /// </summary>
    public static Grace Move(Grace grace, DateTimeOffset now) => new(
        grace.Until < now + LongestGap + Step ? now + LongestGap + Step + Step : grace.Until, Enough: now + LongestGap);

    // While the service is away the outage goes on. Says whether there is one.
    private bool Look()
    {
        var now = time.GetUtcNow();
        if (grace.Until > now + LongestGap + Step + Step)
        {
            // The clock was ahead when it began and was set back since.
            grace = new Grace(now + LongestGap, now + LongestGap);
        }

        var noticed = now - lastAlive > LongestGap;
        if (!noticed && !IsLost(now))
        {
            return false;
        }

        beforeOutage = noticed ? lastAlive : beforeOutage;
        grace = away ? Move(grace, now) : new Grace(now + LongestGap, now + LongestGap);
        lastAlive = away ? lastAlive : now;
        return true;
    }

    // Who was given a minute and could not use it, as the database was away meanwhile, has not been helped: it is the same outage still.
    private bool IsLost(DateTimeOffset now) =>
        away && now - lastAlive > Step && lastAlive < grace.Until && grace.Until < now + JustGiven;
}
