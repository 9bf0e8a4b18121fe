using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using Queue.Server.Http;
using Queue.Server.Rooms;
using Queue.Server.Snapshots;

namespace Queue.Server.Endpoints.Waitlist;

/// <summary>Who may send a command.</summary>
internal enum Caller
{
    /// <summary>Anybody who knows the code; the body names the party where one is meant.</summary>
    Anybody,

    /// <summary>Somebody with a host token of this queue.</summary>
    Host,

    /// <summary>Somebody with a host token, or else the party that the body names.</summary>
    HostOrParty,
}

/// <summary>What a request may depend on beside its body.</summary>
/// <param name="State">The queue as it is.</param>
/// <param name="By">Whose credential it came with.</param>
internal readonly record struct Asking(WaitlistState State, Actor By);

/// <summary>What is particular about one command's request.</summary>
internal sealed record CommandRequest
{
    public required Caller Caller { get; init; }

    /// <summary>The text for a body that is no JSON object; null when the body does not matter.</summary>
    public string? InvalidBody { get; init; } = "Invalid JSON body";

    /// <summary>No body counts as an empty object.</summary>
    public bool MayBeEmpty { get; init; }

    /// <summary>Makes the command from the body, or the problem to answer.</summary>
    public required Func<JsonBody, Asking, (WaitlistCommand? Command, Problem? Problem)> Read { get; init; }

    /// <summary>What must be passed before the room is asked; not asked again when the answer is already kept.</summary>
    public Func<HttpContext, JsonBody, RoomCode, ValueTask<Problem?>>? Admit { get; init; }

    /// <summary>Writes the answer to an accepted command.</summary>
    public required Func<HttpContext, RoomAnswer, Task> Respond { get; init; }
}

/// <summary>The way of every command to a waitlist: find the room, check the credential, read, decide, answer.</summary>
internal sealed class WaitlistGate(RoomDirectory directory, AccessTokens tokens, RateLimits limits)
    : RoomGate(directory, tokens, limits)
{
    /// <summary>Sends a command to the room of a code and answers the request.</summary>
    public async Task CommandAsync(HttpContext context, string code, CommandRequest request)
    {
        var problem = await TryCommandAsync(context, code, request);
        if (problem is not null)
        {
            await problem.WriteAsync(context);
        }
    }

    private async Task<Problem?> TryCommandAsync(HttpContext context, string code, CommandRequest request)
    {
        var (room, problem) = await LookUpAsync(context, code);
        if (room is null)
        {
            return problem;
        }

        if (IsGuessing(context, room, out var tooMany) && request.Caller == Caller.Host)
        {
            return tooMany;
        }

        var host = request.Caller == Caller.Anybody ? default : HostOf(context, room);
        var mustBeHost = request.Caller == Caller.Host || host.Access == HostAccess.Valid;
        if (mustBeHost && host.Require(changes: true, context) is { } refused)
        {
            return refused;
        }

        var (body, unreadable) = await JsonBody.ReadAsync(context, request.InvalidBody, request.MayBeEmpty);
        if (body is null)
        {
            return tooMany ?? unreadable;
        }

        using (body)
        {
            // The party that a body names is a credential too.
            var mayAsk = tooMany is null || (body.Text("partyId", out var party) is null && IsParty(room, party));
            return mayAsk ? await SendAsync(context, room, request, body, host) : tooMany;
        }
    }

    private async Task<Problem?> SendAsync(
        HttpContext context, IRoom room, CommandRequest request, JsonBody body, HostCredential host)
    {
        var by = host.Access == HostAccess.Valid ? Actor.Host : Actor.Guest;
        var (command, invalid) = request.Read(body, new Asking(((WaitlistSnapshot)room.Current).Waitlist, by));
        var (key, unusable) = IdempotencyKeyHeader.Read(context, body, host.Credential);
        if (command is null || unusable is not null)
        {
            return invalid ?? unusable;
        }

        var (answer, problem) = await AskAsync(
            context, room, command with { Device = host.Device }, key, code => AdmitAsync(context, request, body, by, code));
        if (answer is null)
        {
            return problem;
        }

        await request.Respond(context, answer);
        return null;
    }

    // What a party does counts with its polls: nobody fills the log with one ticket.
    private ValueTask<Problem?> AdmitAsync(HttpContext context, CommandRequest request, JsonBody body, Actor by, RoomCode code) =>
        by == Actor.Guest && body.Text("partyId", out var text) is null && PartyId.TryParse(text, out var party)
        && !MayAct(party, out var wait)
            ? new(Problem.TooManyRequests(wait))
            : request.Admit is { } admit ? admit(context, body, code) : default;

    /// <summary>Asks a room, and gives its answer or the problem. Who repeats an answered request need not be admitted again.</summary>
    public async Task<(RoomAnswer? Answer, Problem? Problem)> AskAsync(
        HttpContext context, IRoom room, WaitlistCommand command, CommandKey? key, Func<RoomCode, ValueTask<Problem?>> admit)
    {
        var state = ((WaitlistSnapshot)room.Current).Waitlist;
        var known = key is not null && state.Answers.Find(key.Key, state.LastInstant) is not null;
        if (!known && await admit(state.Code) is { } notAdmitted)
        {
            return (null, notAdmitted);
        }

        // A client that goes away stops waiting; what it asked is still decided and stored.
        var answer = await directory.AskAsync(room.Id, command, key).WaitAsync(context.RequestAborted);
        return answer.Error is { } error ? (null, Problem.Of(error)) : (answer, null);
    }
}
