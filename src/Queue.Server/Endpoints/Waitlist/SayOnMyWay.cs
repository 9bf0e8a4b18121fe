namespace Queue.Server.Endpoints.Waitlist;

/// <summary>A party says that it is on its way.</summary>
internal static class SayOnMyWay
{
    private static readonly CommandRequest Request =
        PartyCommand.OfParty((_, party) => (new Core.Waitlist.SayOnMyWay(party), null));

    public static Task HandleAsync(HttpContext context, string code, WaitlistGate gate) => gate.CommandAsync(context, code, Request);
}
