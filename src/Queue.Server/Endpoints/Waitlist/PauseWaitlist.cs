using Queue.Core.Waitlist;

namespace Queue.Server.Endpoints.Waitlist;

/// <summary>Guests cannot join for now; who waits is untouched.</summary>
internal static class PauseWaitlist
{
    private static readonly CommandRequest Request = new()
    {
        Caller = Caller.Host,
        MayBeEmpty = true,
        Read = static (body, _) => body.OnlyFields() is { } problem ? (null, problem) : (new PauseJoining(), null),
        Respond = WaitlistReply.WriteOkAsync,
    };

    public static Task HandleAsync(HttpContext context, string code, WaitlistGate gate) => gate.CommandAsync(context, code, Request);
}
