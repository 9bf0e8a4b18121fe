using System.Text.Json.Serialization;
using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using Queue.Server.Http;
using Queue.Server.Rooms;

namespace Queue.Server.Endpoints.Waitlist;

/// <summary>The host is done with the party being served and calls the next, or the one it names.</summary>
internal static class AdvanceWaitlist
{
    private static readonly CommandRequest Command = new()
    {
        Caller = Caller.Host,
        MayBeEmpty = true,
        Read = Read,
        Respond = RespondAsync,
    };

    internal sealed record Request(string? ServedParty = null, string? NextParty = null);

    internal sealed record Response(
        [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] HostRow? NowServing, UndoOffer? Undo = null);

    public static Task HandleAsync(HttpContext context, string code, WaitlistGate gate) => gate.CommandAsync(context, code, Command);

    private static (WaitlistCommand? Command, Problem? Problem) Read(JsonBody body, Asking asking)
    {
        PartyId? next = null;
        var problem = Fields.OptionalPartyId(body, "servedParty", out var served)
            ?? Fields.OptionalPartyId(body, "nextParty", out next);
        return problem is null ? (new Advance(served, next), null) : (null, problem);
    }

    private static Task RespondAsync(HttpContext context, RoomAnswer answer)
    {
        var serving = (answer.Reply as Advanced)?.NowServing;
        var row = serving is null ? null : WaitlistReply.WithPersonal(serving, answer);
        return WaitlistReply.WriteAsync(context, answer, new Response(row, answer.Reply?.Undo), WaitlistJson.Wire.AdvanceResponse);
    }
}
