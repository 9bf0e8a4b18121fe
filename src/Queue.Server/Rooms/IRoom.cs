using Queue.Core.Rooms;
using Queue.Core.Venues;
using Queue.Server.Snapshots;

namespace Queue.Server.Rooms;

/// <summary>A room as those see it who only read: its writer in this process, or the copy that a reader keeps.</summary>
internal interface IRoom
{
    RoomId Id { get; }

    /// <summary>The newest committed version that is known here.</summary>
    RoomSnapshot Current { get; }

    /// <summary>The venue whose evening it is, as far as that is known here; <see langword="null"/> for a queue of its own, and at a reader.</summary>
    VenueState? Venue { get; }

    /// <summary>Keeps the room in memory while somebody waits for it; <see langword="false"/> when it is leaving already.</summary>
    bool TryHold();

    void Release();
}

/// <summary>The rooms that can be read here: all of them at the writer, what Redis knows at a reader.</summary>
internal interface IRooms
{
    /// <summary>The room of a code, when it is in memory: the fast path of a poll.</summary>
    IRoom? FindLoaded(RoomCode code);

    /// <summary>The room a code leads to; <see langword="null"/> when there is none. Throws <see cref="RoomUnavailableException"/> when that cannot be told.</summary>
    ValueTask<IRoom?> FindAsync(RoomCode code, CancellationToken cancellationToken);

    /// <summary>Makes sure that a room is as new as its writer has it; throws <see cref="RoomUnavailableException"/> when that cannot be told.</summary>
    ValueTask RefreshAsync(IRoom room, CancellationToken cancellationToken);
}
