using Queue.Core.Waitlist;

namespace Queue.Server.Endpoints.Waitlist;

/// <summary>The host closes the queue for good. May be repeated; the body, if any, does not matter.</summary>
internal static class CloseWaitlist
{
    private static readonly CommandRequest Request = new()
    {
        Caller = Caller.Host,
        InvalidBody = null,
        MayBeEmpty = true,
        Read = static (_, _) => (new Close(), null),
        Respond = WaitlistReply.WriteOkAsync,
    };

    public static Task HandleAsync(HttpContext context, string code, WaitlistGate gate) => gate.CommandAsync(context, code, Request);
}
