using Queue.Core.Rooms;
using Queue.Core.Venues;
using Queue.Server.Rooms;

namespace Queue.Server.Snapshots;

/// <summary>A reader's copy of a room. It goes forward only.</summary>
internal sealed class MirroredRoom(RoomCode code, RoomSnapshot first, TimeProvider time) : IRoom
{
    private readonly Lock gate = new();
    private readonly Holds holds = new();
    private RoomSnapshot current = first;
    private long lastUsed = time.GetTimestamp();

    public RoomCode Code => code;

    public RoomId Id => Current.State.Id;

    // Who has a device of the venue today, only the writer knows.
    public VenueState? Venue => null;

    public RoomSnapshot Current => Volatile.Read(ref current);

    public TimeSpan IdleFor => time.GetElapsedTime(Volatile.Read(ref lastUsed));

    public void Touch() => Volatile.Write(ref lastUsed, time.GetTimestamp());

    public bool TryHold() => holds.TryAdd();

    public void Release() => holds.Remove();

    /// <summary>Lets the room leave memory, unless somebody holds it.</summary>
    public bool TryRetire() => holds.TryEnd();

    /// <summary>Shows a snapshot, when it is newer than the one that is shown, and wakes who waits for it.</summary>
    public void Show(RoomSnapshot snapshot)
    {
        RoomSnapshot before;
        lock (gate)
        {
            if (!snapshot.SharedVersion.IsNewerThan(current.SharedVersion))
            {
                return;
            }

            before = Interlocked.Exchange(ref current, snapshot);
        }

        before.Supersede();
    }
}
