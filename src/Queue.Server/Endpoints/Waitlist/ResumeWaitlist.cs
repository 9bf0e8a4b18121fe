using Queue.Core.Waitlist;

namespace Queue.Server.Endpoints.Waitlist;

/// <summary>Guests can join again.</summary>
internal static class ResumeWaitlist
{
    private static readonly CommandRequest Request = new()
    {
        Caller = Caller.Host,
        MayBeEmpty = true,
        Read = static (body, _) => body.OnlyFields() is { } problem ? (null, problem) : (new ResumeJoining(), null),
        Respond = WaitlistReply.WriteOkAsync,
    };

    public static Task HandleAsync(HttpContext context, string code, WaitlistGate gate) => gate.CommandAsync(context, code, Request);
}
