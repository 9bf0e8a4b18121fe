using Queue.Core.Rooms;
using Queue.Server.Snapshots;

namespace Queue.Server.Rooms;

/// <summary>What a room answered; everything it rests on is committed.</summary>
/// <param name="Reply">The answer, when the command was accepted.</param>
/// <param name="Error">Why not, when it was refused.</param>
/// <param name="Version">The version the answer belongs to.</param>
/// <param name="Snapshot">The room after it.</param>
internal sealed record RoomAnswer(RoomReply? Reply, RoomError? Error, long Version, RoomSnapshot Snapshot)
{
    public static RoomAnswer Of(Decision decision, RoomSnapshot snapshot) => decision switch
    {
        Decision.Accepted accepted => new RoomAnswer(accepted.Reply, null, accepted.Version, snapshot),
        Decision.Rejected rejected => new RoomAnswer(null, rejected.Error, rejected.State.Version, snapshot),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
