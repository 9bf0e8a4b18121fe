using Queue.Core.Waitlist;

namespace Queue.Server.Rooms;

/// <summary>When each party's phone was last heard of.</summary>
internal sealed class PartyPresence(TimeProvider time) : LastSeen<PartyId>(time)
{
    /// <summary>A party that was not heard of for this long may have gone.</summary>
    public static readonly TimeSpan QuietAfter = TimeSpan.FromMinutes(15);
}
