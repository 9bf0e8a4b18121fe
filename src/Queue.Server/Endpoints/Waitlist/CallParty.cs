using Queue.Core.Waitlist;

namespace Queue.Server.Endpoints.Waitlist;

/// <summary>The host calls a party, in or out of order, or again with the <c>rev</c> of its call.</summary>
internal static class CallParty
{
    private static readonly CommandRequest Request =
        PartyCommand.Revised((party, rev) => new Call(party, rev));

    public static Task HandleAsync(HttpContext context, string code, WaitlistGate gate) => gate.CommandAsync(context, code, Request);
}
