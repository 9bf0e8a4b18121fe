using Queue.Server.Http;
using Queue.Server.Snapshots;

namespace Queue.Server.Endpoints.Waitlist;

/// <summary>
/// What the lobby screen shows. A host token, or that of a venue's display, lets it show initials, when the queue's options say so.
/// </summary>
internal static class GetDisplay
{
    public static async Task HandleAsync(HttpContext context, string code, RoomGate gate, RateLimits limits, Poll poll)
    {
        var (room, problem) = await gate.FindAsync(context, code);
        if (room is null)
        {
            await (problem ?? Problem.SessionNotFound).WriteAsync(context);
            return;
        }

        var host = gate.HostOf(context, room);
        var isTrusted = host.Access == HostAccess.Valid || host.IsDisplay;
        var (rate, subject) = isTrusted
            ? (Rate.Polls, host.Credential)
            : (Rate.PublicPolls, RateLimits.AddressOf(context));
        await (host.Access == HostAccess.Invalid && !isTrusted ? gate.InvalidHost(host).WriteAsync(context)
            : !limits.TryTake(rate, subject, default, out var retryAfter) ? Problem.TooManyRequests(retryAfter).WriteAsync(context)
            : poll.AnswerAsync(context, room, new Audience(
                isTrusted ? AudienceKind.TrustedDisplay : AudienceKind.Display)));
    }
}
