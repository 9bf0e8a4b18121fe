namespace Queue.Server.Endpoints.Waitlist;

/// <summary>A party that has ended says that it is still here.</summary>
internal static class SayStillHere
{
    private static readonly CommandRequest Request =
        PartyCommand.OfParty((_, party) => (new Core.Waitlist.SayStillHere(party), null));

    public static Task HandleAsync(HttpContext context, string code, WaitlistGate gate) => gate.CommandAsync(context, code, Request);
}
