using System.Diagnostics.CodeAnalysis;
using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using Queue.Server.Endpoints.Pages;
using Queue.Server.Http;
using Queue.Server.Rooms;
using Queue.Server.Snapshots;

namespace Queue.Server.Endpoints.Waitlist;

/// <summary>The way of every request that reads a waitlist, at the writer and at a reader: find the room, check the credential.</summary>
internal class RoomGate(IRooms rooms, AccessTokens tokens, RateLimits limits)
{
    /// <summary>The room of a code, or the problem to answer. Guessing codes is limited by address, with one answer for all.</summary>
    public async ValueTask<(IRoom? Room, Problem? Problem)> FindAsync(HttpContext context, string code)
    {
        var (room, problem) = await LookUpAsync(context, code);
        return room is not null && IsGuessing(context, room, out var tooMany) ? (null, tooMany) : (room, problem);
    }

    /// <summary>
    /// An address that asked for too many codes that do not exist gets the same answer for those that do, unless it shows a
    /// credential: else it could go on guessing by the difference.
    /// </summary>
    public bool IsGuessing(HttpContext context, IRoom room, [NotNullWhen(true)] out Problem? problem)
    {
        problem = limits.IsUsedUp(Rate.CodeMisses, RateLimits.AddressOf(context), out var wait) && !HasCredential(context, room)
            ? Problem.TooManyRequests(wait)
            : null;
        return problem is not null;
    }

    /// <summary>The host credential of a request for a room.</summary>
    public HostCredential HostOf(HttpContext context, IRoom room) => HostCredential.Resolve(context, room, tokens);

    /// <summary>The problem of a read that only a host may make, if there is one; the read counts as a poll.</summary>
    public Problem? RequireHost(HttpContext context, IRoom room) => HostOf(context, room) switch
    {
        { Access: HostAccess.None } => Problem.HostAuthenticationRequired,
        { Access: HostAccess.Invalid } invalid => InvalidHost(invalid),
        var host => limits.TryTake(Rate.Polls, host.Credential, default, out var retryAfter) ? null : Problem.TooManyRequests(retryAfter),
    };

    /// <summary>The answer to a host token that was not found good here.</summary>
    public Problem InvalidHost(HostCredential host) =>
        tokens.CanVerify && !host.IsElsewhere ? Problem.InvalidHostToken : Problem.NotTheWriter;

    /// <summary>A reader may be a moment behind: before it says that there is no such party, it asks the writer.</summary>
    public async ValueTask<bool> HasPartyAsync(IRoom room, PartyId party, CancellationToken cancellationToken)
    {
        if (HasParty(room, party))
        {
            return true;
        }

        await rooms.RefreshAsync(room, cancellationToken);
        return HasParty(room, party);
    }

    /// <summary>Tells a party from others, for limits.</summary>
    public static UInt128 SubjectOf(PartyId party)
    {
        Span<byte> bytes = stackalloc byte[16];
        party.Value.TryWriteBytes(bytes);
        return BitConverter.ToUInt128(bytes);
    }

    /// <summary>What a party does counts with its polls.</summary>
    protected bool MayAct(PartyId party, out TimeSpan retryAfter) => limits.TryTake(Rate.Polls, SubjectOf(party), default, out retryAfter);

    protected static bool IsParty(IRoom room, ReadOnlySpan<char> id) => PartyId.TryParse(id, out var party) && HasParty(room, party);

    protected async ValueTask<(IRoom? Room, Problem? Problem)> LookUpAsync(HttpContext context, string code)
    {
        var room = RoomCode.TryParse(code, out var parsed) ? await rooms.FindAsync(parsed, context.RequestAborted) : null;
        return room is not null ? (room, null)
            : await limits.TakeAsync(Rate.CodeMisses, RateLimits.AddressOf(context), default) is { } wait ? (null, Problem.TooManyRequests(wait))
            : (null, Problem.SessionNotFound);
    }

    private bool HasCredential(HttpContext context, IRoom room) =>
        HostOf(context, room).Access == HostAccess.Valid
        || IsParty(room, HostCredential.QueryValue(context.Request, "partyId").GetValueOrDefault().Span)
        || IsParty(room, PartyCookie.Value(context.Request));

    private static bool HasParty(IRoom room, PartyId party) =>
        ((WaitlistSnapshot)room.Current).View(new Audience(AudienceKind.Guest, party)) is not null;
}
