using Queue.Core.Waitlist;
using Queue.Server.Http;

namespace Queue.Server.Endpoints.Waitlist;

/// <summary>The host gives a waiting party another place: directly before another party, or the end of the line.</summary>
internal static class MoveParty
{
    private static readonly CommandRequest Command = PartyCommand.Revised(Read, "beforePartyId");

    internal sealed record Request(string PartyId, long? Rev = null, string? BeforePartyId = null);

    public static Task HandleAsync(HttpContext context, string code, WaitlistGate gate) => gate.CommandAsync(context, code, Command);

    private static (WaitlistCommand? Command, Problem? Problem) Read(JsonBody body, Asking asking, PartyId party, long? rev) =>
        Fields.OptionalPartyId(body, "beforePartyId", out var before) is { } problem ? (null, problem) : (new Move(party, rev, before), null);
}
