using Queue.Core.Waitlist;
using Queue.Server.Http;

namespace Queue.Server.Endpoints.Waitlist;

/// <summary>A waiting party lets others go first.</summary>
internal static class LetAhead
{
    private const int Most = 100;

    private static readonly CommandRequest Command = PartyCommand.OfParty(Read, "parties");

    internal sealed record Request(string PartyId, int? Parties = null);

    public static Task HandleAsync(HttpContext context, string code, WaitlistGate gate) => gate.CommandAsync(context, code, Command);

    private static (WaitlistCommand? Command, Problem? Problem) Read(JsonBody body, PartyId party) =>
        body.Integer("parties", 1, Most, out var parties) is { } problem
            ? (null, problem)
            : (new Core.Waitlist.LetAhead(party, parties ?? 1), null);
}
