using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using Queue.Server.Http;
using Queue.Server.Metrics;
using Queue.Server.Rooms;
using Queue.Server.Snapshots;

namespace Queue.Server.Endpoints.Waitlist;

/// <summary>
/// The poll. <c>?partyId=</c> gets the party's own view and wins over a host token; a host token gets the whole queue, a wrong one 403
/// and never anything else; without either, everybody gets the same public body.
/// </summary>
internal sealed class GetSnapshot(IRooms rooms, RoomGate gate, RateLimits limits, Poll poll, PartyPresence presence, HostPresence hosts, PollHealth health, TimeProvider time)
{
    public Task HandleAsync(HttpContext context)
    {
        // The common case, all in memory, answers without a single await.
        var code = context.Request.RouteValues["code"] as string ?? "";
        var start = time.GetTimestamp();
        var answer = RoomCode.TryParse(code, out var parsed) && rooms.FindLoaded(parsed) is { } room
            ? AnswerAsync(context, room)
            : FindAndAnswerAsync(context, code);
        if (!answer.IsCompletedSuccessfully)
        {
            return CountAsync(context, answer, start);
        }

        Count(context, start);
        return Task.CompletedTask;
    }

    private async Task CountAsync(HttpContext context, Task answer, long start)
    {
        await answer;
        Count(context, start);
    }

    private void Count(HttpContext context, long start)
    {
        var response = context.Response;
        if (response.StatusCode is StatusCodes.Status200OK or StatusCodes.Status304NotModified)
        {
            var isHeld = response.Headers.ContainsKey("Preference-Applied");
            health.Answered(response.StatusCode == StatusCodes.Status304NotModified, isHeld ? null : time.GetElapsedTime(start));
        }
    }

    private async Task FindAndAnswerAsync(HttpContext context, string code)
    {
        var (room, problem) = await gate.FindAsync(context, code);
        await (room is null ? problem?.WriteAsync(context) ?? Task.CompletedTask : AnswerAsync(context, room));
    }

    private Task AnswerAsync(HttpContext context, IRoom room)
    {
        if (gate.IsGuessing(context, room, out var problem))
        {
            return problem.WriteAsync(context);
        }

        if (HostCredential.QueryValue(context.Request, "partyId") is { } text)
        {
            return AnswerGuestAsync(context, room, text.Span);
        }

        var host = gate.HostOf(context, room);
        return host.Access switch
        {
            HostAccess.Valid => AnswerHostAsync(context, room, host.Credential),
            HostAccess.Invalid => gate.InvalidHost(host).WriteAsync(context),
            HostAccess.None => PollPublicAsync(context, room, new Audience(AudienceKind.Public)),
        };
    }

    private Task AnswerHostAsync(HttpContext context, IRoom room, UInt128 credential)
    {
        hosts.Seen(credential);
        return PollAsync(context, room, new Audience(AudienceKind.Host), Rate.Polls, credential);
    }

    // An id that no party has is no credential: it counts for the address, else everybody could have any number of allowances.
    private Task AnswerGuestAsync(HttpContext context, IRoom room, ReadOnlySpan<char> text)
    {
        var audience = new Audience(AudienceKind.Guest, PartyId.TryParse(text, out var party) ? party : default);
        if (((WaitlistSnapshot)room.Current).View(audience) is null)
        {
            return AnswerUnknownAsync(context, room, audience);
        }

        presence.Seen(party);
        return PollAsync(context, room, audience, Rate.Polls, RoomGate.SubjectOf(party));
    }

    private async Task AnswerUnknownAsync(HttpContext context, IRoom room, Audience audience)
    {
        if (!limits.TryTake(Rate.PublicPolls, RateLimits.AddressOf(context), default, out var retryAfter))
        {
            await Problem.TooManyRequests(retryAfter).WriteAsync(context);
            return;
        }

        await (audience.Party != default && await gate.HasPartyAsync(room, audience.Party, context.RequestAborted)
            ? poll.AnswerAsync(context, room, audience)
            : Problem.PartyNotFound.WriteAsync(context));
    }

    private Task PollPublicAsync(HttpContext context, IRoom room, Audience audience) =>
        PollAsync(context, room, audience, Rate.PublicPolls, RateLimits.AddressOf(context));

    private Task PollAsync(HttpContext context, IRoom room, Audience audience, Rate rate, UInt128 subject) =>
        limits.TryTake(rate, subject, default, out var retryAfter)
            ? poll.AnswerAsync(context, room, audience)
            : Problem.TooManyRequests(retryAfter).WriteAsync(context);
}
