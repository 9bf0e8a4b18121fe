using Queue.Core.Waitlist;

namespace Queue.Server.Endpoints.Waitlist;

/// <summary>The host takes back a party's call, or its end: it waits again at its old place.</summary>
internal static class RestoreParty
{
    private static readonly CommandRequest Request =
        PartyCommand.Revised((party, rev) => new Restore(party, rev));

    public static Task HandleAsync(HttpContext context, string code, WaitlistGate gate) => gate.CommandAsync(context, code, Request);
}
