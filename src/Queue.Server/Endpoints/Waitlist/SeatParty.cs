using Queue.Core.Waitlist;

namespace Queue.Server.Endpoints.Waitlist;

/// <summary>The host seats a party.</summary>
internal static class SeatParty
{
    private static readonly CommandRequest Request =
        PartyCommand.Revised((party, rev) => new Seat(party, rev));

    public static Task HandleAsync(HttpContext context, string code, WaitlistGate gate) => gate.CommandAsync(context, code, Request);
}
