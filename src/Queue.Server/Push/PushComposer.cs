using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using Queue.Server.Rooms;
using Queue.Server.Storage;
using Queue.WebPush;

namespace Queue.Server.Push;

/// <summary>The payload that the service worker gets.</summary>
internal sealed record PushPayload(string Title, string Body, string Url, string Kind, string Tag, string Receipt, bool Renotify = true)
{
    /// <summary>The payload as a message; null when it is too long for one.</summary>
    public PushMessage? ToMessage(long leftMs, bool isUrgent)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(this, PushJson.Wire.PushPayload);
        return bytes.Length > PushEncryptor.MaxPayloadBytes
            ? null
            : new PushMessage(bytes, TimeSpan.FromSeconds(Math.Max(1, leftMs / 1000)))
            {
                Urgency = isUrgent ? PushUrgency.High : PushUrgency.Normal,
                Topic = Tag,
            };
    }

    /// <summary>A text that is not longer than so many UTF-16 units, and ends between two characters.</summary>
    public static string Cut(string text, int most)
    {
        var elements = StringInfo.ParseCombiningCharacters(text);
        return text.Length <= most ? text : text[..elements.Last(start => start <= most)] + "…";
    }
}

/// <summary>An alert, ready to leave.</summary>
/// <param name="Message">The alert.</param>
/// <param name="Short">The same in few bytes, for a service that finds it too long.</param>
/// <param name="About">What its receipt says; null when it has none.</param>
/// <param name="ExpiresAt">From when on it is useless, in epoch milliseconds.</param>
internal sealed record ComposedPush(PushMessage Message, PushMessage Short, Receipt? About, long ExpiresAt);

/// <summary>
/// Writes an alert at the moment it leaves: the minutes are those that are left now, and what has become untrue meanwhile (the call is
/// over, the party was restored) is not sent at all.
/// </summary>
internal sealed class PushComposer(RoomDirectory directory, RoomAlertComposer rooms, PushReceipts receipts, Secrets secrets, TimeProvider time)
{
    private const long MinuteMs = 60_000;
    private const int LongestUrl = 300;
    private const int ShortTitle = 40;
    private const int ShortBody = 100;

    /// <summary>The alert of a delivery; null when it must not be sent any more.</summary>
    public Task<ComposedPush?> ComposeAsync(DueDelivery delivery) =>
        new PushTarget(delivery.Party).IsRoom ? rooms.ComposeAsync(delivery) : ComposeForPartyAsync(delivery);

    private async Task<ComposedPush?> ComposeForPartyAsync(DueDelivery delivery)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        if (!PartyId.TryParse(delivery.Party, out var id)
            || await FindAsync(new RoomId(delivery.Room), id, delivery, now) is not { } state
            || Number(state, id, delivery, ExpiresAt(state, id, delivery) - now) is not { } number)
        {
            return null;
        }

        var about = new Receipt(state.Id, id, state.Parties.Find(id)?.Calls ?? 0, delivery.Id);
        var kind = delivery.Kind is PushKinds.Called && about.Calls > 1 ? PushKinds.CalledAgain : delivery.Kind;
        var expiresAt = ExpiresAt(state, id, delivery);
        var url = $"{delivery.BaseUrl}/q/{state.Code}";
        var payload = new PushPayload(
            state.EventName,
            delivery.Text ?? PushTexts.Of(delivery.Language, kind, number),
            url.Length > LongestUrl ? $"/q/{state.Code}" : url,
            kind,
            PushTopic.Of(secrets, delivery.Party),
            receipts.Mint(about));
        var shorter = payload with
        {
            Title = PushPayload.Cut(payload.Title, ShortTitle),
            Body = kind is PushKinds.Announce ? PushPayload.Cut(payload.Body, ShortBody) : PushTexts.Of(delivery.Language, kind, number),
        };
        return new ComposedPush(
            payload.ToMessage(expiresAt - now, IsUrgent(delivery)) ?? Short(shorter, delivery, expiresAt - now),
            Short(shorter, delivery, expiresAt - now),
            about,
            expiresAt);
    }

    // The state after the event that the alert is about. An event can be faster here than its room shows it, and a call that ran out
    // while the server was away gets more time once the room looks at the clock: then the room is asked to take one step first.
    private async Task<WaitlistState?> FindAsync(RoomId room, PartyId id, DueDelivery delivery, long now)
    {
        var state = (await directory.FindAsync(room))?.Current.State as WaitlistState;
        if (state is null || (!IsBehind(state, id, delivery) && ExpiresAt(state, id, delivery) > now))
        {
            return state;
        }

        await directory.WakeAsync(room);
        return (await directory.FindAsync(room))?.Current.State as WaitlistState;
    }

    // A false alarm names the call, which is older than its taking back.
    private static bool IsBehind(WaitlistState state, PartyId id, DueDelivery delivery) =>
        state.Version < delivery.Call
        || (delivery.Kind is PushKinds.FalseAlarm && state.Parties.Find(id)?.Call?.Version == delivery.Call);

    // A call's own deadline, which may have moved; any other alert has that of its making.
    private static long ExpiresAt(WaitlistState state, PartyId id, DueDelivery delivery) =>
        delivery.Kind is PushKinds.Called && state.Parties.Find(id)?.Call is { } call && call.Version == delivery.Call
            ? call.Deadline.ToUnixTimeMilliseconds()
            : delivery.ExpiresAt;

    // The number in the text (minutes or position, else 0); null when the alert is no longer true, or too late.
    private static int? Number(WaitlistState state, PartyId id, DueDelivery delivery, long leftMs)
    {
        var party = state.Parties.Find(id);
        var ended = state.Finished.Find(id);
        return delivery.Kind switch
        {
            _ when leftMs <= 0 => null,
            PushKinds.Called => party?.Call?.Version == delivery.Call ? (int)((leftMs + MinuteMs - 1) / MinuteMs) : null,

            // A party that was restored is not among the ended; one that ended a second time has another version.
            PushKinds.NoShow or PushKinds.Removed or PushKinds.Closed => ended?.Party.Rev == delivery.Call ? 0 : null,

            // Also before a newer alert of a position, which does not say that nobody needs to come. Who was called again comes rightly.
            PushKinds.FalseAlarm => delivery.WasAlarmed && party is { Call: null } ? 0 : null,
            PushKinds.Announce => party is { Call: null } && string.Equals(state.Announcement?.Text, delivery.Text, StringComparison.Ordinal) ? 0 : null,
            _ when party is null || delivery.Overtaken => null,
            PushKinds.Delayed => party.Call is null ? (int)Math.Max(1, (leftMs + MinuteMs - 1) / MinuteMs) : null,
            PushKinds.JoinConfirm or PushKinds.Test => 0,
            _ => Position(state, party) is { } position && position <= PushKinds.PositionOf(delivery.Kind) ? position : null,
        };
    }

    private static int? Position(WaitlistState state, Party party) =>
        party.Call is null ? new WaitlistView(state).Guest(party.Id)?.Position : null;

    private static PushMessage Short(PushPayload payload, DueDelivery delivery, long leftMs) =>
        payload.ToMessage(leftMs, IsUrgent(delivery)) ?? throw new InvalidOperationException("The short form of an alert is too long.");

    private static bool IsUrgent(DueDelivery delivery) => delivery.Kind is PushKinds.Called or PushKinds.FalseAlarm;
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
