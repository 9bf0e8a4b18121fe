using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Queue.Core.Rooms;

namespace Queue.Server.Events.RabbitMq;

/// <summary>An event as it is on the broker: JSON, with the format's number in front, so that a later program knows what it reads.</summary>
/// <param name="Format">The number of this format.</param>
/// <param name="Id">See <see cref="EventMessage.Id"/>.</param>
/// <param name="Room">The room.</param>
/// <param name="Version">The event's version in its room.</param>
/// <param name="Event">The event in its stored form, which names nobody.</param>
internal sealed record EventEnvelope(int Format, string? Id, string? Room, long Version, JsonElement Event)
{
    public const int CurrentFormat = 1;

    /// <summary>The id in the form that the broker's tools show: the same for the same event.</summary>
    public static Guid MessageId(string id) => new(SHA256.HashData(Encoding.UTF8.GetBytes(id)).AsSpan(0, 16));

    public static EventEnvelope Of(EventMessage message)
    {
        using var json = JsonDocument.Parse(RoomJson.WriteEvent(message.Happened));
        return new EventEnvelope(CurrentFormat, message.Id, message.Room.Value, message.Version, json.RootElement.Clone());
    }

    /// <summary>The message; throws <see cref="JsonException"/> with the reason when this is none.</summary>
    public EventMessage Read()
    {
        if (Format != CurrentFormat)
        {
            throw new JsonException("The message has a format that this program does not know.");
        }

        if (Id is not { Length: > 0 } || !RoomId.TryParse(Room, out var room) || Version < 1 || Event.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("The message lacks its id, room, version or event.");
        }

        try
        {
            return new EventMessage(Id, room, Version, RoomJson.ReadEvent(Encoding.UTF8.GetBytes(Event.GetRawText()), []));
        }
        catch (NotSupportedException e)
        {
            throw new JsonException("The message has an event of no known type.", e);
        }
    }
}
