using Queue.Core.Rooms;
using Queue.Core.Waitlist;

namespace Queue.Server.Push;

/// <summary>Whom alerts are for: a party, or those who asked for the events of a chat room.</summary>
internal readonly record struct PushTarget(string Value)
{
    private const string RoomPrefix = "room:";

    public bool IsRoom => Value.StartsWith(RoomPrefix, StringComparison.Ordinal);

    public static PushTarget Of(PartyId party) => new(party.ToString());

    public static PushTarget Of(RoomId room) => new(RoomPrefix + room.Value);

    public override string ToString() => Value;
}
