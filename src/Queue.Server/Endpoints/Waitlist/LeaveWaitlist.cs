using Queue.Core.Waitlist;

namespace Queue.Server.Endpoints.Waitlist;

/// <summary>A party leaves by itself.</summary>
internal static class LeaveWaitlist
{
    private static readonly CommandRequest Request =
        PartyCommand.Plain(Caller.Anybody, party => new Leave(party));

    public static Task HandleAsync(HttpContext context, string code, WaitlistGate gate) => gate.CommandAsync(context, code, Request);
}
