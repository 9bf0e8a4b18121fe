using Queue.Core.Rooms;

namespace Queue.Core.Chat;

/// <summary>An item was taken into the room.</summary>
/// <param name="Seq">Its number.</param>
/// <param name="Id">Its id.</param>
/// <param name="At">When.</param>
public sealed record ItemPosted(long Seq, Guid Id, DateTimeOffset At) : RoomReply;
