namespace Queue.Server.Endpoints.Waitlist;

/// <summary>The host says that a called party did not come.</summary>
internal static class MarkNoShow
{
    private static readonly CommandRequest Request =
        PartyCommand.Revised((party, rev) => new Queue.Core.Waitlist.MarkNoShow(party, rev));

    public static Task HandleAsync(HttpContext context, string code, WaitlistGate gate) => gate.CommandAsync(context, code, Request);
}
