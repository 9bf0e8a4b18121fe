using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Queue.Core.Waitlist;
using Queue.Server.Rooms;
using Queue.Server.Storage;
using Queue.WebPush;

namespace Queue.Server.Push;

/// <summary>The payload that the service worker gets.</summary>
internal sealed record PushPayload(string Title, string Body, string Url, string Kind, string Tag, string Receipt, bool Renotify = true);

/// <summary>An alert, ready to leave.</summary>
internal sealed record ComposedPush(PushMessage Message, Receipt About);

/// <summary>
/// Writes an alert at the moment it leaves: the minutes are those that are left now, and what has become untrue meanwhile (the call is
/// over, the party was restored) is not sent at all.
/// </summary>
internal sealed class PushComposer(RoomDirectory directory, PushReceipts receipts, Secrets secrets, TimeProvider time)
{
    private const long MinuteMs = 60_000;
    private const int TopicBytes = 24;

    /// <summary>The alert of a delivery; null when it must not be sent any more.</summary>
    public async Task<ComposedPush?> ComposeAsync(DueDelivery delivery)
    {
        var left = delivery.ExpiresAt - time.GetUtcNow().ToUnixTimeMilliseconds();
        if (left <= 0
            || !PartyId.TryParse(delivery.Party, out var id)
            || await directory.FindAsync(new Core.Rooms.RoomId(delivery.Room)) is not { Current.State: WaitlistState state })
        {
            return null;
        }

        var number = Number(state, id, delivery, left);
        if (number is not { } shown)
        {
            return null;
        }

        var about = new Receipt(state.Id, id, state.Parties.Find(id)?.Calls ?? 0);
        var tag = TopicOf(delivery.Party);
        var payload = new PushPayload(
            state.EventName,
            delivery.Text ?? PushTexts.Of(delivery.Language, delivery.Kind, shown),
            $"{delivery.BaseUrl}/q/{state.Code}",
            delivery.Kind,
            tag,
            receipts.Mint(about));
        var message = new PushMessage(
            JsonSerializer.SerializeToUtf8Bytes(payload, PushJson.Wire.PushPayload),
            TimeSpan.FromSeconds(Math.Max(1, left / 1000)))
        {
            Urgency = delivery.Kind is PushKinds.Called ? PushUrgency.High : PushUrgency.Normal,
            Topic = tag,
        };
        return new ComposedPush(message, about);
    }

    // The number in the text (minutes or position, else 0); null when the alert is no longer true.
    private static int? Number(WaitlistState state, PartyId id, DueDelivery delivery, long leftMs)
    {
        var party = state.Parties.Find(id);
        var ended = state.Finished.Find(id)?.Reason;
        return delivery.Kind switch
        {
            PushKinds.Called => party?.Call?.Version == delivery.Call ? (int)((leftMs + MinuteMs - 1) / MinuteMs) : null,
            PushKinds.NoShow => ended == FinishReason.NoShow ? 0 : null,
            PushKinds.Removed => ended == FinishReason.Kicked ? 0 : null,
            PushKinds.Closed => ended == FinishReason.Closed ? 0 : null,
            _ when party is null => null,
            PushKinds.JoinConfirm or PushKinds.Test => 0,
            _ => party.Call is null && new WaitlistView(state).Guest(id)?.Position <= PushKinds.PositionOf(delivery.Kind)
                ? new WaitlistView(state).Guest(id)?.Position
                : null,
        };
    }

    // One topic and one tag a party, so that a newer alert replaces the older one. Keyed: the push service sees it.
    private string TopicOf(string party) => Base64Url.EncodeToString(
        HMACSHA256.HashData(secrets.TokenKeys[^1].Key, Encoding.ASCII.GetBytes(party)).AsSpan(0, TopicBytes));
}

[JsonSerializable(typeof(PushPayload))]
internal sealed partial class PushJson : JsonSerializerContext
{
    public static PushJson Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
