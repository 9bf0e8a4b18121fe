namespace Queue.Server.Rooms;

/// <summary>When each host's screen was last heard of, by the fingerprint of its token.</summary>
internal sealed class HostPresence(TimeProvider time) : LastSeen<UInt128>(time)
{
    /// <summary>A screen that was heard of within this time is online; a host's polls come every 10 seconds, or are held for 25.</summary>
    public static readonly TimeSpan Online = TimeSpan.FromMinutes(1);
}
