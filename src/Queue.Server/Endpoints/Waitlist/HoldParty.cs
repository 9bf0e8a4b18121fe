using Queue.Core.Waitlist;

namespace Queue.Server.Endpoints.Waitlist;

/// <summary>The host holds a party back; it keeps its place.</summary>
internal static class HoldParty
{
    private static readonly CommandRequest Request =
        PartyCommand.Revised((party, rev) => new Hold(party, rev));

    public static Task HandleAsync(HttpContext context, string code, WaitlistGate gate) => gate.CommandAsync(context, code, Request);
}
