using Queue.Core.Waitlist;

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
        Read = body => Fields.PartyId(body, out var party) is { } problem ? (null, problem) : (command(party), null),
        Respond = WaitlistReply.WriteOkAsync,
    };

    /// <summary>A route of the host: unknown fields are refused, the answer carries the changed row.</summary>
    public static CommandRequest Revised(Func<PartyId, long?, WaitlistCommand> command) => new()
    {
        Caller = Caller.Host,
        Read = body =>
        {
            PartyId party = default;
            long? rev = null;
            var problem = body.OnlyFields("partyId", "rev") ?? Fields.PartyId(body, out party) ?? Fields.Rev(body, out rev);
            return problem is null ? (command(party, rev), null) : (null, problem);
        },
        Respond = WaitlistReply.WritePartyAsync,
    };
}
