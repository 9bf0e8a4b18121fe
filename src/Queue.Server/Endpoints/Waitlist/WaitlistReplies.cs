using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using Queue.Server.Rooms;
using Queue.Server.Snapshots;

namespace Queue.Server.Endpoints.Waitlist;

/// <summary>A command was done.</summary>
internal sealed record OkReply(bool Ok, UndoOffer? Undo = null);

/// <summary>A command was done to a party, which is now as in the row.</summary>
internal sealed record PartyReply(bool Ok, HostRow Party, UndoOffer? Undo = null);

/// <summary>Writes the answers of accepted commands. What names people is filled in here: kept answers hold none of it.</summary>
internal static class WaitlistReply
{
    public static Task WriteOkAsync(HttpContext context, RoomAnswer answer) =>
        WriteAsync(context, answer, new OkReply(true, answer.Reply?.Undo), WaitlistJson.Wire.OkReply);

    public static Task WritePartyAsync(HttpContext context, RoomAnswer answer) =>
        answer.Reply is PartyChanged changed
            ? WriteAsync(context, answer, new PartyReply(true, WithPersonal(changed.Row, answer), changed.Undo), WaitlistJson.Wire.PartyReply)
            : throw new InvalidOperationException("A command to a party answers with its row.");

    public static Task WriteAsync<T>(HttpContext context, RoomAnswer answer, T body, JsonTypeInfo<T> type)
    {
        context.Response.Headers["Queue-Version"] = answer.Snapshot.VersionText(answer.Version);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = "application/json";
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, type);
        context.Response.ContentLength = bytes.Length;
        return context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }

    public static HostRow WithPersonal(HostRow row, RoomAnswer answer)
    {
        var state = ((WaitlistSnapshot)answer.Snapshot).Waitlist;
        return row.WithPersonal(state.Parties.Find(row.Id) ?? state.Finished.Find(row.Id)?.Party);
    }
}

[JsonSerializable(typeof(OkReply))]
[JsonSerializable(typeof(PartyReply))]
[JsonSerializable(typeof(ChangeSettings.Response), TypeInfoPropertyName = "SettingsResponse")]
[JsonSerializable(typeof(CreateWaitlist.Response), TypeInfoPropertyName = "CreateResponse")]
[JsonSerializable(typeof(JoinWaitlist.Response), TypeInfoPropertyName = "JoinResponse")]
[JsonSerializable(typeof(AdvanceWaitlist.Response), TypeInfoPropertyName = "AdvanceResponse")]
internal sealed partial class WaitlistJson : JsonSerializerContext
{
    public static WaitlistJson Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters =
        {
            new EpochMilliseconds(),
            new JsonStringEnumConverter<PartySource>(JsonNamingPolicy.SnakeCaseLower),
            new JsonStringEnumConverter<PushState>(JsonNamingPolicy.SnakeCaseLower),
            new JsonStringEnumConverter<CallExpiry>(JsonNamingPolicy.SnakeCaseLower),
            new JsonStringEnumConverter<DisplayNames>(JsonNamingPolicy.SnakeCaseLower),
            new JsonStringEnumConverter<PositionBasis>(JsonNamingPolicy.CamelCase),
        },
    });
}
