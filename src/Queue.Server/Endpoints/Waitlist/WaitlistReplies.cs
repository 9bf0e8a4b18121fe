using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using Queue.Server.Rooms;
using Queue.Server.Snapshots;

namespace Queue.Server.Endpoints.Waitlist;

/// <summary>A command was done.</summary>
internal sealed record OkReply(bool Ok);

/// <summary>A command was done to a party, which is now as in the row.</summary>
internal sealed record PartyReply(bool Ok, HostRow Party);

/// <summary>Writes the answers of accepted commands. Names are filled in here: kept answers hold none.</summary>
internal static class WaitlistReply
{
    public static Task WriteOkAsync(HttpContext context, RoomAnswer answer) =>
        WriteAsync(context, answer, new OkReply(true), WaitlistJson.Wire.OkReply);

    public static Task WritePartyAsync(HttpContext context, RoomAnswer answer) =>
        answer.Reply is PartyChanged changed
            ? WriteAsync(context, answer, new PartyReply(true, WithName(changed.Row, answer)), WaitlistJson.Wire.PartyReply)
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

    public static HostRow WithName(HostRow row, RoomAnswer answer)
    {
        var state = ((WaitlistSnapshot)answer.Snapshot).Waitlist;
        return row with { Name = (state.Parties.Find(row.Id) ?? state.Finished.Find(row.Id)?.Party)?.Name };
    }
}

[JsonSerializable(typeof(OkReply))]
[JsonSerializable(typeof(PartyReply))]
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
        },
    });
}
