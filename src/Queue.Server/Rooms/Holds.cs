namespace Queue.Server.Rooms;

/// <summary>How many wait for a room, so that it does not leave memory under them.</summary>
internal sealed class Holds
{
    private int count;

    /// <summary>Holds the room; <see langword="false"/> when it is leaving already.</summary>
    public bool TryAdd()
    {
        for (var seen = Volatile.Read(ref count); seen >= 0;)
        {
            var before = Interlocked.CompareExchange(ref count, seen + 1, seen);
            if (before == seen)
            {
                return true;
            }

            seen = before;
        }

        return false;
    }

    public void Remove() => Interlocked.Decrement(ref count);

    /// <summary>Lets the room leave, unless somebody holds it. Nobody can hold it any more then.</summary>
    public bool TryEnd() => Interlocked.CompareExchange(ref count, int.MinValue, 0) == 0;
}
