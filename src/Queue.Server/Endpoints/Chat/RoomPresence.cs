using System.Collections.Concurrent;
using Queue.Core.Rooms;

namespace Queue.Server.Endpoints.Chat;

/// <summary>
/// How many follow each room. A connection counts for exactly as long as it is open: there is nothing to renew that could run out under
/// it, and nothing that two of them could overwrite.
/// </summary>
internal sealed class RoomPresence
{
    private readonly ConcurrentDictionary<RoomId, int> connected = [];

    public int Of(RoomId room) => connected.GetValueOrDefault(room);

    public void Enter(RoomId room) => connected.AddOrUpdate(room, 1, static (_, before) => before + 1);

    public void Leave(RoomId room)
    {
        if (connected.AddOrUpdate(room, 0, static (_, before) => before - 1) <= 0)
        {
            connected.TryRemove(new KeyValuePair<RoomId, int>(room, 0));
        }
    }
}
