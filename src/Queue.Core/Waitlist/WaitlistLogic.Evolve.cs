using System.Diagnostics;
using Queue.Core.Estimates;
using Queue.Core.Rooms;

namespace Queue.Core.Waitlist;

internal static partial class WaitlistLogic
{
    public static WaitlistState Evolve(WaitlistState? state, RoomEvent happened)
    {
        var after = Fold(state, happened);
        return state is null ? after : Noticed(state, Remember(state, after, happened), happened);
    }

    private static WaitlistState Fold(WaitlistState? state, RoomEvent happened) => (state, happened) switch
    {
        (null, WaitlistCreated e) => Created(e),
        ({ } s, WaitlistRescheduled e) => Rescheduled(s, e.Plan),
        ({ } s, LastCallPassed) => s with { LastCalled = true },
        ({ } s, WaitlistOpened) => s with { Opened = true },
        ({ } s, WaitlistClosed e) => s with { Closed = e.Reason, ClosedAt = e.At },
        ({ } s, PartyJoined e) => s with { LastTicket = e.Ticket, Parties = s.Parties.Add(Joined(s, e)) },
        ({ } s, PartyDeclaredNearby e) => Change(s, e, Actor.Guest, PartyAction.DeclaredNearby, party => party with { Nearby = true }),
        ({ } s, PartyOnMyWay e) => Change(s, e, Actor.Guest, PartyAction.OnMyWay, party => party with { OnMyWay = true }),
        ({ } s, PartyCalled e) => Change(
            s, e, e.By, PartyAction.Called,
            party => Ready(party) with { Calls = party.Calls + 1, Call = new PartyCall(e.At, e.Deadline, s.Version + 1) }),
        ({ } s, CallTakenBack e) => Change(s, e, e.By, PartyAction.CallTakenBack, party => party with { Call = null, OnMyWay = false }),
        ({ } s, CallExtended e) => Change(s, e, e.By, PartyAction.CallExtended, party => Until(party, e.Deadline)),
        ({ } s, PartySnoozed e) => Change(
            s, e, Actor.Guest, PartyAction.Snoozed,
            party => (party.Call is null ? party with { SnoozedUntil = e.Until } : Until(party, e.Until)) with { Snoozes = party.Snoozes + 1 }),
        ({ } s, SnoozeEnded e) => Change(s, e, Actor.Timer, PartyAction.SnoozeEnded, party => party with { SnoozedUntil = null }),
        ({ } s, PartyHeld e) => Change(
            s, e, Actor.Host, PartyAction.Held, party => Ready(party) with { Call = null, HeldAt = e.At }),
        ({ } s, PartyUnheld e) => Change(s, e, Actor.Host, PartyAction.Unheld, party => party with { HeldAt = null }),
        ({ } s, PartyEdited e) => Change(s, e, e.By, PartyAction.Edited, party => Edited(party, e)),
        ({ } s, PartyMoved e) => Change(s, e, e.By, PartyAction.Moved, party => party with { Place = e.Place }),
        ({ } s, PromisePassed e) => s with { Parties = s.Parties.Replace(Live(s, e.Party) with { Overdue = true }) },
        ({ } s, PartyStillHere e) => StillHere(s, e),
        ({ } s, PartyReverted e) => Reverted(s, e),
        ({ } s, QueueReverted e) => Reverted(s, e),
        ({ } s, DeclineReverted e) => Reverted(s, e),
        ({ } s, PlacesSpread) => Spread(s),
        ({ } s, PartyDeclined) => s with { Declined = s.Declined + 1 },
        ({ } s, JoiningPaused) => s with { Paused = true, SettingsRev = s.Version + 1 },
        ({ } s, JoiningResumed) => s with { Paused = false, SettingsRev = s.Version + 1 },
        ({ } s, Announced e) => s with { Announcement = new Announcement(e.Text, e.Until), SettingsRev = s.Version + 1 },
        ({ } s, AnnouncementEnded) => s with { Announcement = null, SettingsRev = s.Version + 1 },
        ({ } s, SettingsChanged e) => s with { Options = e.Options, SettingsRev = s.Version + 1 },
        ({ } s, DeviceNamed e) => e is { Device: { } device, Personal.Name: { } name }
            ? s with { Devices = s.Devices.SetItem(device, name) }
            : s,
        ({ } s, DeliveryReported e) => s with
        {
            Parties = s.Parties.Replace(Live(s, e.Party) with { Push = e.State, PushCall = e.Call }),
        },
        ({ } s, PartyFinished e) => Finished(s, e),
        ({ } s, PartyRestored e) => Restored(s, e),
        _ => throw new UnreachableException($"A waitlist does not fold {happened.GetType().Name} here."),
    };

    private static WaitlistState Created(WaitlistCreated e) => Opening(new WaitlistState
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
    }, e.Model);

    private static WaitlistState Opening(WaitlistState state, EstimateModel? model) => state with { Waits = OpenWaits(state, model) };

    private static WaitlistState Rescheduled(WaitlistState state, WaitlistCreated plan) => Opening(state with
    {
        EventName = plan.EventName,
        Location = plan.Location,
        ContactInfo = plan.ContactInfo,
        OpenTime = plan.OpenTime,
        CloseTime = plan.CloseTime,
        Options = plan.Options,
        OpensAt = plan.OpensAt,
        ClosesAt = plan.ClosesAt,
        LastCallAt = plan.LastCallAt,
        LastCalled = false,
        NextOpensAt = plan.NextOpensAt,
        Venue = plan.Venue,
        Opened = plan.OpensAt is null,
        SettingsRev = state.Version + 1,
    }, plan.Model);

    private static Party Joined(WaitlistState state, PartyJoined e) => new()
    {
        Id = e.Party,
        Ticket = e.Ticket,
        Place = e.Ticket * Party.PlaceStep,
        Name = e.Personal?.Name,
        Notes = e.Personal?.Notes,
        Tags = e.Personal?.Tags,
        Size = e.Size,
        JoinedAt = e.At,
        Source = e.Source,
        QuotedLowMs = e.QuotedLowMs,
        QuotedHighMs = e.QuotedHighMs,
        Rev = state.Version + 1,
        LastChange = new PartyChange(e.Source == PartySource.Host ? Actor.Host : Actor.Guest, PartyAction.Joined, e.At, e.Device),
    };

    // Who is called or held back is asked for nothing more.
    private static Party Ready(Party party) =>
        party with { HeldAt = null, SnoozedUntil = null, OnMyWay = false, SizeBefore = null };

    private static Party Until(Party party, DateTimeOffset deadline) =>
        party with { Call = party.Call is null ? null : party.Call with { Deadline = deadline } };

    private static Party Edited(Party party, PartyEdited e) => party with
    {
        Name = e.Personal?.Name,
        Notes = e.Personal?.Notes,
        Tags = e.Personal?.Tags,
        Size = e.Size,
        SizeBefore = e.By != Actor.Guest ? null
            : SizeBand.Of(e.Size) != SizeBand.Of(party.Size) ? party.SizeBefore ?? party.Size
            : party.SizeBefore,
        QuotedLowMs = e.QuotedLowMs,
        QuotedHighMs = e.QuotedHighMs,
    };

    private static WaitlistState StillHere(WaitlistState state, PartyStillHere e)
    {
        var finished = Ended(state, e.Party);
        var party = Changed(state, finished.Party, new PartyChange(Actor.Guest, PartyAction.StillHere, e.At));
        return state with { Finished = state.Finished.Replace(finished with { Party = party with { StillHereAt = e.At } }) };
    }

    // What hosts may undo knows the old places, so it is let go.
    private static WaitlistState Spread(WaitlistState state)
    {
        var places = state.Parties.Concat(state.Finished.InOrder.Select(finished => finished.Party))
            .OrderBy(party => party.Place).ThenBy(party => party.Ticket)
            .Select((party, index) => (party.Id, Place: (index + 1) * Party.PlaceStep))
            .ToDictionary(party => party.Id, party => party.Place);
        return state with { Parties = state.Parties.At(places), Finished = state.Finished.At(places), Undo = UndoBook.Empty };
    }

    private static WaitlistState Finished(WaitlistState state, PartyFinished e)
    {
        var party = Changed(state, Ready(Live(state, e.Party)), new PartyChange(e.By, e.Action, e.At, e.Device)) with { Call = null };
        return state with
        {
            Parties = state.Parties.Remove(e.Party),
            Finished = state.Finished.Add(new FinishedParty(party, e.Reason, e.At)),
        };
    }

    private static WaitlistState Restored(WaitlistState state, PartyRestored e)
    {
        var party = Ended(state, e.Party).Party with { StillHereAt = null };
        return state with
        {
            Parties = state.Parties.Add(Changed(state, party, new PartyChange(e.By, PartyAction.Restored, e.At, e.Device))),
            Finished = state.Finished.Remove(e.Party),
        };
    }

    private static WaitlistState Change(WaitlistState state, PartyEvent happened, Actor by, PartyAction action, Func<Party, Party> change)
    {
        var party = change(Live(state, happened.Party));
        var changed = Changed(state, party, new PartyChange(by, action, happened.At, happened.Device));
        return state with { Parties = state.Parties.Replace(changed) };
    }

    private static Party Changed(WaitlistState state, Party party, PartyChange change) =>
        party with { Rev = state.Version + 1, LastChange = change };

    private static Party Live(WaitlistState state, PartyId id) =>
        state.Parties.Find(id) ?? throw new UnreachableException("An event names a party that is not live.");

    private static FinishedParty Ended(WaitlistState state, PartyId id) =>
        state.Finished.Find(id) ?? throw new UnreachableException("An event names a party that has not ended.");
}
