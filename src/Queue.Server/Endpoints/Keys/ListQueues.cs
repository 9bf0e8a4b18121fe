using System.Text.Json;
using System.Text.Json.Serialization;
using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using Queue.Server.Http;
using Queue.Server.Keys;
using Queue.Server.Rooms;
using Queue.Server.Storage;

namespace Queue.Server.Endpoints.Keys;

/// <summary>The waitlists that were created with keys of the same owner, newest first.</summary>
internal static class ListQueues
{
    private const int Most = 100;

    /// <summary>A waitlist as it is listed.</summary>
    internal sealed record Row(
        RoomCode Code, RoomId SessionId, string EventName, DateTimeOffset CreatedAt, bool Closed, int Parties, int Guests, int MaxGuests);

    internal sealed record Response(IReadOnlyList<Row> Queues);

    public static async Task HandleAsync(HttpContext context, KeyCredential credential, IEventLog log, RoomDirectory directory, RateLimits limits)
    {
        var (key, problem) = credential.Require(context);
        if (key is not null && !limits.TryTake(Rate.Polls, key.Subject, default, out var wait))
        {
            problem = Problem.TooManyRequests(wait);
        }

        if (key is null || problem is not null)
        {
            await (problem ?? Problem.InvalidApiKey).WriteAsync(context);
            return;
        }

        var rows = new List<Row>();
        foreach (var id in (await log.OwnedAsync(key.Owner, RoomKinds.Waitlist, context.RequestAborted)).Reverse().Take(Most))
        {
            if (await directory.FindAsync(id) is { Current.State: WaitlistState state })
            {
                rows.Add(RowOf(state));
            }
        }

        await KeyReply.WriteAsync(context, StatusCodes.Status200OK, new Response(rows), QueueListJson.Wire.Response);
    }

    private static Row RowOf(WaitlistState state) => new(
        state.Code,
        state.Id,
        state.EventName,
        state.CreatedAt,
        state.Closed is not null,
        state.Parties.Count,
        state.Parties.Sum(party => party.Size),
        state.Options.MaxGuests);
}

[JsonSerializable(typeof(ListQueues.Response))]
internal sealed partial class QueueListJson : JsonSerializerContext
{
    public static QueueListJson Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new EpochMilliseconds() },
    });
}
