using Queue.Core.Waitlist;

namespace Queue.Server.Endpoints.Waitlist;

/// <summary>The host removes a party.</summary>
internal static class KickParty
{
    private static readonly CommandRequest Request =
        PartyCommand.Plain(Caller.Host, party => new Kick(party));

    public static Task HandleAsync(HttpContext context, string code, WaitlistGate gate) => gate.CommandAsync(context, code, Request);
}
