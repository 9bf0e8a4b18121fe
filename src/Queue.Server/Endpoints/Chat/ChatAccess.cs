using Queue.Server.Rooms;

namespace Queue.Server.Endpoints.Chat;

/// <summary>What somebody wants to do with a room.</summary>
internal enum ChatRight
{
    Read,
    Write,

    /// <summary>What only the owner's keys may.</summary>
    Own,
}

/// <summary>By what somebody may use a room, which says how much of it.</summary>
internal enum ChatStanding
{
    /// <summary>The room's options let everybody in.</summary>
    Anybody,

    /// <summary>A token of the room.</summary>
    Token,

    /// <summary>A key of the room's owner.</summary>
    Owner,
}

/// <summary>A chat room that somebody may use.</summary>
/// <param name="Room">The room.</param>
/// <param name="Credential">Tells the credential from others, for limits and fingerprints.</param>
/// <param name="Standing">By what.</param>
internal sealed record ChatAccess(RoomActor Room, UInt128 Credential, ChatStanding Standing)
{
    /// <summary>The same in a form that can be kept, by which <see cref="Queue.Server.Keys.RoomStandings"/> says whether it still lasts.</summary>
    public required string StandingText { get; init; }

    /// <summary>No credential was shown, so that caches may share what is given.</summary>
    public bool IsShared { get; init; }
}
