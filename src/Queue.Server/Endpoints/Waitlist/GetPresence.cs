using System.Text.Json;
using System.Text.Json.Serialization;
using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using Queue.Server.Endpoints.Keys;
using Queue.Server.Http;
using Queue.Server.Rooms;
using Queue.Server.Snapshots;

namespace Queue.Server.Endpoints.Waitlist;

/// <summary>When the phones of the live parties were last heard of, for the host. A party that never was, such as an added one, is not listed.</summary>
internal static class GetPresence
{
    private const int PollMs = 60_000;

    internal sealed record Row(PartyId PartyId, DateTimeOffset SeenAt);

    internal sealed record Response(IReadOnlyList<Row> Parties, long QuietAfterMs, int NextPollMs);

    public static async Task HandleAsync(HttpContext context, string code, RoomGate gate, PartyPresence presence)
    {
        var (room, problem) = await gate.FindAsync(context, code);
        problem ??= room is null ? Problem.SessionNotFound : gate.RequireHost(context, room);
        if (room is null || problem is not null)
        {
            await (problem ?? Problem.SessionNotFound).WriteAsync(context);
            return;
        }

        var parties = ((WaitlistSnapshot)room.Current).Waitlist.Parties;
        var rows = parties.Select(party => presence.Of(party.Id) is { } at ? new Row(party.Id, at) : null).OfType<Row>().ToList();
        var response = new Response(rows, (long)PartyPresence.QuietAfter.TotalMilliseconds, PollMs);
        await KeyReply.WriteAsync(context, StatusCodes.Status200OK, response, PresenceJson.Wire.Response);
    }
}

[JsonSerializable(typeof(GetPresence.Response))]
internal sealed partial class PresenceJson : JsonSerializerContext
{
    public static PresenceJson Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new EpochMilliseconds() },
    });
}
