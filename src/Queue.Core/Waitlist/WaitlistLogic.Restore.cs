using Queue.Core.Rooms;

namespace Queue.Core.Waitlist;

/// <summary>
/// Taking back what was done to a party, the whole session long: an open call, or an end, whoever made it. The party keeps its ticket,
/// and with it its place. A name that is taken meanwhile does not hinder it; a full queue does.
/// </summary>
internal static partial class WaitlistLogic
{
    private static Outcome Decide(WaitlistState state, Restore restore, DateTimeOffset at)
    {
        if (Known(state, restore.Party) is not { } party)
        {
            return RoomErrors.PartyNotFound;
        }

        if (restore.Rev is { } rev && rev != party.Rev)
        {
            return Changed(state, party);
        }

        if (party.Call is { } call)
        {
            return Change(state, new CallTakenBack(party.Id, call.Version, Actor.Host) { At = at });
        }

        if (state.Parties.Find(party.Id) is not null)
        {
            return Changed(state, party);
        }

        return state.Parties.Guests + party.Size > state.Options.MaxGuests
            ? RoomErrors.QueueFull
            : Change(state, new PartyRestored(party.Id, Actor.Host) { At = at });
    }
}
