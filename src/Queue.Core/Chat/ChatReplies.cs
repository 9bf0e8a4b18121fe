using Queue.Core.Rooms;

namespace Queue.Core.Chat;

/// <summary>An item was taken into the room.</summary>
/// <param name="Seq">Its number.</param>
/// <param name="Id">Its id.</param>
/// <param name="At">When.</param>
public sealed record ItemPosted(long Seq, Guid Id, DateTimeOffset At) : RoomReply;

/// <summary>A token was given out. The token itself is signed anew whenever this is shown.</summary>
/// <param name="Token">Its id, role and end.</param>
public sealed record TokenGiven(ChatToken Token) : RoomReply;

/// <summary>A hook was given out. Its secret is made anew whenever this is shown.</summary>
/// <param name="HookId">Its id.</param>
public sealed record HookGiven(string HookId) : RoomReply;
