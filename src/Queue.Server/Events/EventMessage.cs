using System.Globalization;
using Queue.Core.Rooms;

namespace Queue.Server.Events;

/// <summary>
/// A committed event on its way to the background. The id is a function of what it is about, so an event that is sent again has
/// the same one and a handler knows it. Names stay behind: the event has no personal part here.
/// </summary>
/// <param name="Id">Epoch, room and version.</param>
/// <param name="Room">The room.</param>
/// <param name="Version">The event's version in its room.</param>
/// <param name="Happened">The event.</param>
internal sealed record EventMessage(string Id, RoomId Room, long Version, RoomEvent Happened)
{
    public static EventMessage Of(int epoch, RoomId room, long version, RoomEvent happened) => new(
        string.Create(CultureInfo.InvariantCulture, $"{epoch}:{room.Value}:{version}"),
        room,
        version,
        happened with { Personal = null });
}
