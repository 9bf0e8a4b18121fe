using Queue.Core.Waitlist;
using Queue.Server.Http;

namespace Queue.Server.Endpoints.Waitlist;

/// <summary>The requests whose body names one party.</summary>
internal static class PartyCommand
{
    /// <summary>The body.</summary>
    internal sealed record Request(string PartyId);

    /// <summary>The body, with the version of the party as the host saw it.</summary>
    internal sealed record RevisedRequest(string PartyId, long? Rev = null);

    /// <summary>A route that existing clients know: unknown fields are ignored, the answer is <c>{ok: true}</c>.</summary>
    public static CommandRequest Plain(Caller caller, Func<PartyId, WaitlistCommand> command) => new()
    {
        Caller = caller,
        Read = (body, _) => Fields.PartyId(body, out var party) is { } problem ? (null, problem) : (command(party), null),
        Respond = WaitlistReply.WriteOkAsync,
    };

    /// <summary>A route of a party: unknown fields are refused, the answer is <c>{ok: true}</c>.</summary>
    /// <param name="read">Reads the fields beside the party.</param>
    /// <param name="fields">Their names.</param>
    public static CommandRequest OfParty(Func<JsonBody, PartyId, (WaitlistCommand?, Problem?)> read, params string[] fields) => new()
    {
        Caller = Caller.Anybody,
        Read = (body, _) =>
        {
            PartyId party = default;
            var problem = body.OnlyFields(["partyId", .. fields]) ?? Fields.PartyId(body, out party);
            return problem is null ? read(body, party) : (null, problem);
        },
        Respond = WaitlistReply.WriteOkAsync,
    };

    /// <summary>A route of the host: unknown fields are refused, the answer carries the changed row.</summary>
    public static CommandRequest Revised(Func<PartyId, long?, WaitlistCommand> command) =>
        Revised((_, _, party, rev) => (command(party, rev), null));

    /// <summary>The same with more fields.</summary>
    /// <param name="read">Reads the fields beside the party and its version.</param>
    /// <param name="fields">Their names.</param>
    public static CommandRequest Revised(Func<JsonBody, Asking, PartyId, long?, (WaitlistCommand?, Problem?)> read, params string[] fields) => new()
    {
        Caller = Caller.Host,
        Read = (body, asking) =>
        {
            PartyId party = default;
            long? rev = null;
            var problem = body.OnlyFields(["partyId", "rev", .. fields]) ?? Fields.PartyId(body, out party) ?? Fields.Rev(body, out rev);
            return problem is null ? read(body, asking, party, rev) : (null, problem);
        },
        Respond = WaitlistReply.WritePartyAsync,
    };
}
