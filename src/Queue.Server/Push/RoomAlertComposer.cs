using System.Text.Json;
using Queue.Core.Chat;
using Queue.Core.Rooms;
using Queue.Server.Keys;
using Queue.Server.Rooms;
using Queue.Server.Snapshots;
using Queue.Server.Storage;

namespace Queue.Server.Push;

/// <summary>
/// Writes the alert of a chat room's event at the moment it leaves, in the publisher's words: <c>title</c>, <c>body</c> and <c>tag</c> of its
/// data, else the room's name and the event's type. One that was forgotten meanwhile, or whose reader may not read any more, is not sent.
/// </summary>
internal sealed class RoomAlertComposer(RoomDirectory directory, IEventLog log, RoomStandings standings, Secrets secrets, TimeProvider time)
{
    private const int MostTitle = 120;
    private const int MostBody = 1000;
    private const int ShortBody = 160;

    public async Task<ComposedPush?> ComposeAsync(DueDelivery delivery)
    {
        var left = delivery.ExpiresAt - time.GetUtcNow().ToUnixTimeMilliseconds();
        var room = new RoomId(delivery.Room);
        if (left <= 0
            || await directory.FindAsync(room) is not { Current: ChatSnapshot { Chat: { Deleted: false } chat } }
            || !standings.MayRead(chat, delivery.Standing)
            || await FindAsync(room, delivery.Call) is not { } item)
        {
            return null;
        }

        var payload = Payload(chat, item, delivery);
        var shorter = payload with { Title = PushPayload.Cut(payload.Title, ShortBody), Body = PushPayload.Cut(payload.Body, ShortBody) };
        var brief = shorter.ToMessage(left, isUrgent: false) ?? throw new InvalidOperationException("The short form of an alert is too long.");
        return new ComposedPush(payload.ToMessage(left, isUrgent: false) ?? brief, brief, About: null, delivery.ExpiresAt);
    }

    private async Task<NotificationPublished?> FindAsync(RoomId room, long seq)
    {
        var items = await log.ReadItemsAsync(room, new ItemRange(seq - 1, seq + 1, 1), CancellationToken.None);
        return items is [NotificationPublished item] ? item : null;
    }

    private PushPayload Payload(ChatState chat, NotificationPublished item, DueDelivery delivery)
    {
        using var data = JsonDocument.Parse(item.Personal?.Content ?? "null");
        var title = Text(data.RootElement, "title");
        return new PushPayload(
            PushPayload.Cut(title ?? chat.Name, MostTitle),
            PushPayload.Cut(Text(data.RootElement, "body") ?? item.Topic, MostBody),
            $"{delivery.BaseUrl}/rooms/{chat.Id.Value}",
            PushKinds.Event,
            PushTopic.Of(secrets, $"{chat.Id.Value}.{Text(data.RootElement, "tag") ?? item.Id.ToString()}"),
            Receipt: "");
    }

    private static string? Text(JsonElement data, string name) =>
        data.ValueKind == JsonValueKind.Object && data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
        && DisplayText.Clean(value.GetString() ?? "") is { Length: > 0 } text
            ? text
            : null;
}
