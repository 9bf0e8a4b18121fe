namespace Queue.Server.Rooms;

/// <summary>
/// One room that cannot be stored while others can: what it wants to store is too much for a database that is nearly full, or is at
/// fault itself. The <see cref="ServiceClock"/> sees no outage then, but for this room's people it is one.
/// </summary>
internal sealed class RoomOutage(TimeProvider time)
{
    private DateTimeOffset first;
    private DateTimeOffset last;
    private Grace grace;

    /// <summary>Something could not be stored. Failures that are far apart are not one outage: in between it may have worked.</summary>
    public void Note()
    {
        var now = time.GetUtcNow();
        first = now - last > ServiceClock.LongestGap ? now : first;
        last = now;
    }

    /// <summary>Something was stored.</summary>
    public void End() => first = last = default;

    /// <summary>The service's grace, or a later one of this room.</summary>
    public Grace Observe(Grace ofService)
    {
        var now = time.GetUtcNow();
        if (last - first > ServiceClock.LongestGap && now - last <= ServiceClock.LongestGap && ofService.Until < now + ServiceClock.JustGiven)
        {
            grace = ServiceClock.Move(grace, now);
        }

        return grace.Until > ofService.Until ? grace : ofService;
    }
}
