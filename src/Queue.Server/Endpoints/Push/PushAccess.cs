using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using Queue.Server.Http;
using Queue.Server.Rooms;
using Queue.Server.Snapshots;

namespace Queue.Server.Endpoints.Push;

/// <summary>The party that a push request is about. Whoever knows its id may act for it.</summary>
internal sealed record PushParty(RoomActor Room, PartyId Party, WaitlistState State);

/// <summary>Finds the party that the body of a push request names, by session and id.</summary>
internal sealed class PushAccess(RoomDirectory directory)
{
    public async Task<(PushParty? Found, Problem? Problem)> FindAsync(JsonBody body, string missing)
    {
        string? party = null;
        if ((body.Text("sessionId", missing, out var session) ?? body.Text("partyId", missing, out party)) is { } problem)
        {
            return (null, problem);
        }

        if (string.IsNullOrEmpty(session) || string.IsNullOrEmpty(party))
        {
            return (null, Problem.Field(string.IsNullOrEmpty(session) ? "sessionId" : "partyId", missing));
        }

        if (!RoomId.TryParse(session, out var id) || await directory.FindAsync(id) is not { Current: WaitlistSnapshot snapshot } room)
        {
            return (null, Problem.SessionNotFound);
        }

        return PartyId.TryParse(party, out var partyId)
            && (snapshot.Waitlist.Parties.Find(partyId) is not null || snapshot.Waitlist.Finished.Find(partyId) is not null)
                ? (new PushParty(room, partyId, snapshot.Waitlist), null)
                : (null, Problem.PartyNotFound);
    }
}
