using Queue.Core.Waitlist;
using Queue.Server.Http;

namespace Queue.Server.Endpoints.Waitlist;

/// <summary>A party asks for more time, to come or to let others pass.</summary>
internal static class SnoozeParty
{
    private const int MostMinutes = 5;

    private static readonly CommandRequest Command = PartyCommand.OfParty(Read, "minutes");

    internal sealed record Request(string PartyId, int? Minutes = null);

    public static Task HandleAsync(HttpContext context, string code, WaitlistGate gate) => gate.CommandAsync(context, code, Command);

    private static (WaitlistCommand? Command, Problem? Problem) Read(JsonBody body, PartyId party) =>
        Fields.Minutes(body, MostMinutes, MostMinutes, out var minutes) is { } problem ? (null, problem) : (new Snooze(party, minutes), null);
}
