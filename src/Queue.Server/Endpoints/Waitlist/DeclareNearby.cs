namespace Queue.Server.Endpoints.Waitlist;

/// <summary>A party says that it is close by.</summary>
internal static class DeclareNearby
{
    private static readonly CommandRequest Request =
        PartyCommand.Plain(Caller.Anybody, party => new Queue.Core.Waitlist.DeclareNearby(party));

    public static Task HandleAsync(HttpContext context, string code, WaitlistGate gate) => gate.CommandAsync(context, code, Request);
}
