using Queue.Core.Chat;
using Queue.Core.Rooms;
using Queue.Server.Storage;

namespace Queue.Server.Rooms;

/// <summary>A room that was read from the log.</summary>
/// <param name="State">How it is.</param>
/// <param name="EventsSinceCheckpoint">What was folded after its checkpoint.</param>
/// <param name="Newest">The newest items of a chat room, which are not in its state.</param>
internal sealed record LoadedRoom(RoomState State, int EventsSinceCheckpoint, IReadOnlyList<ChatItem> Newest);

/// <summary>Reads rooms: the checkpoint, then the events after it, folded.</summary>
internal static class RoomLoader
{
    private const int NewestItems = 64;

    public static async Task<LoadedRoom?> LoadAsync(IEventLog log, RoomId id)
    {
        if (await log.LoadAsync(id, CancellationToken.None) is not { } stored)
        {
            return null;
        }

        var state = stored.Events.Aggregate(stored.Checkpoint, RoomLogic.Evolve)
            ?? throw new InvalidDataException("A stored room has neither a checkpoint nor an opening event.");
        return state.Version == stored.Version
            ? new LoadedRoom(state, stored.Events.Count, await NewestAsync(log, state))
            : throw new InvalidDataException($"A stored room is at version {stored.Version}, but its events end at {state.Version}.");
    }

    private static async Task<IReadOnlyList<ChatItem>> NewestAsync(IEventLog log, RoomState state) => state is ChatState { Kept: > 0 } chat
        ? await log.ReadItemsAsync(chat.Id, new ItemRange(null, chat.LastSeq + 1, NewestItems), CancellationToken.None)
        : [];
}
