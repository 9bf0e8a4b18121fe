using System.Diagnostics;
using Queue.Core.Rooms;

namespace Queue.Core.Waitlist;

internal static partial class WaitlistLogic
{
    public static WaitlistState Evolve(WaitlistState? state, RoomEvent happened) => (state, happened) switch
    {
        (null, WaitlistCreated e) => Created(e),
        ({ } s, WaitlistRescheduled e) => Created(e.Plan) with { CreatedAt = s.CreatedAt, Version = s.Version, Answers = s.Answers },
        ({ } s, LastCallPassed) => s with { LastCalled = true },
        ({ } s, WaitlistOpened) => s with { Opened = true },
        ({ } s, WaitlistClosed e) => s with { Closed = e.Reason, ClosedAt = e.At },
        ({ } s, PartyJoined e) => s with { LastTicket = e.Ticket, Parties = s.Parties.Add(Joined(s, e)) },
        ({ } s, PartyDeclaredNearby e) => Change(
            s, e.Party, Actor.Guest, PartyAction.DeclaredNearby, e, party => party with { Nearby = true }),
        ({ } s, PartyCalled e) => Change(
            s, e.Party, e.By, PartyAction.Called, e,
            party => party with { Calls = party.Calls + 1, Call = new PartyCall(e.At, e.Deadline, s.Version + 1) }),
        ({ } s, CallTakenBack e) => Change(
            s, e.Party, e.By, PartyAction.CallTakenBack, e, party => party with { Call = null }),
        ({ } s, CallExtended e) => Change(
            s, e.Party, Actor.Timer, PartyAction.CallExtended, e,
            party => party with { Call = party.Call is null ? null : party.Call with { Deadline = e.Deadline } }),
        ({ } s, DeliveryReported e) => s with
        {
            Parties = s.Parties.Replace(Live(s, e.Party) with { Push = e.State, PushCall = e.Call }),
        },
        ({ } s, PartyFinished e) => Finished(s, e),
        ({ } s, PartyRestored e) => Restored(s, e),
        _ => throw new UnreachableException($"A waitlist does not fold {happened.GetType().Name} here."),
    };

    private static WaitlistState Created(WaitlistCreated e) => new()
    {
        Id = e.Id,
        Code = e.Code,
        EventName = e.EventName,
        Location = e.Location,
        ContactInfo = e.ContactInfo,
        OpenTime = e.OpenTime,
        CloseTime = e.CloseTime,
        Options = e.Options,
        Owner = e.Owner,
        CreatedAt = e.At,
        OpensAt = e.OpensAt,
        ClosesAt = e.ClosesAt,
        LastCallAt = e.LastCallAt,
        Venue = e.Venue,
        NextOpensAt = e.NextOpensAt,
        Opened = e.OpensAt is null,
    };

    private static Party Joined(WaitlistState state, PartyJoined e) => new()
    {
        Id = e.Party,
        Ticket = e.Ticket,
        Place = e.Ticket * Party.PlaceStep,
        Name = e.Personal?.Name,
        Size = e.Size,
        JoinedAt = e.At,
        Source = e.Source,
        QuotedLowMs = e.QuotedLowMs,
        QuotedHighMs = e.QuotedHighMs,
        Rev = state.Version + 1,
        LastChange = new PartyChange(e.Source == PartySource.Host ? Actor.Host : Actor.Guest, PartyAction.Joined, e.At),
    };

    private static WaitlistState Finished(WaitlistState state, PartyFinished e)
    {
        var party = Changed(state, Live(state, e.Party), new PartyChange(e.By, e.Action, e.At)) with { Call = null };
        return state with
        {
            Parties = state.Parties.Remove(e.Party),
            Finished = state.Finished.Add(new FinishedParty(party, e.Reason, e.At)),
        };
    }

    private static WaitlistState Restored(WaitlistState state, PartyRestored e)
    {
        var finished = state.Finished.Find(e.Party)
            ?? throw new UnreachableException("An event restores a party that has not ended.");
        return state with
        {
            Parties = state.Parties.Add(Changed(state, finished.Party, new PartyChange(e.By, PartyAction.Restored, e.At))),
            Finished = state.Finished.Remove(e.Party),
        };
    }

    private static WaitlistState Change(
        WaitlistState state, PartyId id, Actor by, PartyAction action, RoomEvent happened, Func<Party, Party> change)
    {
        var party = change(Live(state, id));
        var changed = Changed(state, party, new PartyChange(by, action, happened.At));
        return state with { Parties = state.Parties.Replace(changed) };
    }

    private static Party Changed(WaitlistState state, Party party, PartyChange change) =>
        party with { Rev = state.Version + 1, LastChange = change };

    private static Party Live(WaitlistState state, PartyId id) =>
        state.Parties.Find(id) ?? throw new UnreachableException("An event names a party that is not live.");
}
