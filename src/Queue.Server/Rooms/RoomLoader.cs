using Queue.Core.Rooms;
using Queue.Server.Storage;

namespace Queue.Server.Rooms;

/// <summary>A room that was read from the log.</summary>
internal sealed record LoadedRoom(RoomState State, int EventsSinceCheckpoint);

/// <summary>Reads rooms: the checkpoint, then the events after it, folded.</summary>
internal static class RoomLoader
{
    public static async Task<LoadedRoom?> LoadAsync(IEventLog log, RoomId id)
    {
        if (await log.LoadAsync(id, CancellationToken.None) is not { } stored)
        {
            return null;
        }

        var state = stored.Events.Aggregate(stored.Checkpoint, RoomLogic.Evolve)
            ?? throw new InvalidDataException("A stored room has neither a checkpoint nor an opening event.");
        return state.Version == stored.Version
            ? new LoadedRoom(state, stored.Events.Count)
            : throw new InvalidDataException($"A stored room is at version {stored.Version}, but its events end at {state.Version}.");
    }
}
