using Queue.Core.Waitlist;
using Queue.Server.Http;

namespace Queue.Server.Endpoints.Waitlist;

/// <summary>The host gives a called party more time to come.</summary>
internal static class GiveMoreTime
{
    private const int MostMinutes = 60;
    private const int UsualMinutes = 5;

    private static readonly CommandRequest Command = PartyCommand.Revised(Read, "minutes");

    internal sealed record Request(string PartyId, long? Rev = null, int? Minutes = null);

    public static Task HandleAsync(HttpContext context, string code, WaitlistGate gate) => gate.CommandAsync(context, code, Command);

    private static (WaitlistCommand? Command, Problem? Problem) Read(JsonBody body, Asking asking, PartyId party, long? rev) =>
        Fields.Minutes(body, MostMinutes, UsualMinutes, out var minutes) is { } problem
            ? (null, problem)
            : (new Core.Waitlist.GiveMoreTime(party, rev, minutes), null);
}
