using System.Text.Json;
using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using Queue.Server.Analytics;
using Queue.Server.Http;
using Queue.Server.Rooms;
using Queue.Server.Snapshots;

namespace Queue.Server.Endpoints.Analytics;

/// <summary>
/// A client reports what it saw or did. Everything with a type is kept, also without a session and with one that is not known: that it
/// came from nowhere is itself worth knowing. The body may come from a service worker of any origin that is allowed.
/// </summary>
internal static class Track
{
    private const int MaxTypeLength = 64;
    private const int MaxMetaLength = 2048;
    private const int MaxBodyBytes = 4096;

    internal sealed record Request(string Type, string? SessionId, string? PartyId, JsonElement? Meta);

    public static async Task HandleAsync(HttpContext context, RoomDirectory directory, AnalyticsStore store, TimeProvider time)
    {
        var (body, problem) = await JsonBody.ReadAsync(context, "Invalid JSON body", mayBeEmpty: false);
        if (body is null)
        {
            await (problem ?? Problem.NotFound).WriteAsync(context);
            return;
        }

        using (body)
        {
            string? type = null, session = null, party = null;
            problem = (body.Bytes.Length > MaxBodyBytes ? Problem.Of("body_too_large", "The body is larger than 4 KiB") : null)
                ?? body.Text("type", "type required", out type)
                ?? (string.IsNullOrWhiteSpace(type) || type.Length > MaxTypeLength ? Problem.Field("type", "type required") : null)
                ?? body.Text("sessionId", out session)
                ?? body.Text("partyId", out party);
            var meta = body.Find("meta")?.GetRawText();
            problem ??= meta?.Length > MaxMetaLength ? Problem.Field("meta", "meta must be 2048 characters or fewer") : null;
            if (problem is not null)
            {
                await problem.WriteAsync(context);
                return;
            }

            var known = await IsKnownAsync(directory, session, party);
            await store.SaveAsync(new ClientEvent(
                time.GetUtcNow().ToUnixTimeMilliseconds(), type ?? "", Bounded(session), Bounded(party), known, meta));
            await context.Response.WriteAsync("ok", context.RequestAborted);
        }
    }

    private static string? Bounded(string? text) => text?[..Math.Min(text.Length, RoomId.Length)];

    private static async Task<bool> IsKnownAsync(RoomDirectory directory, string? session, string? party)
    {
        if (!RoomId.TryParse(session, out var id) || await directory.FindAsync(id) is not { } room)
        {
            return false;
        }

        return party is null
            || (PartyId.TryParse(party, out var partyId) && room.Current is WaitlistSnapshot snapshot
                && snapshot.View(new Audience(AudienceKind.Guest, partyId)) is not null);
    }
}
