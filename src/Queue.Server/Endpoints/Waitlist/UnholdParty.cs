using Queue.Core.Waitlist;

namespace Queue.Server.Endpoints.Waitlist;

/// <summary>The host holds a party back no more.</summary>
internal static class UnholdParty
{
    private static readonly CommandRequest Request =
        PartyCommand.Revised((party, rev) => new Unhold(party, rev));

    public static Task HandleAsync(HttpContext context, string code, WaitlistGate gate) => gate.CommandAsync(context, code, Request);
}
