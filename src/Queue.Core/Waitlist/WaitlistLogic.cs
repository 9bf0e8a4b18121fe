using System.Collections.Immutable;
using System.Diagnostics;
using Queue.Core.Rooms;

namespace Queue.Core.Waitlist;

/// <summary>
/// The rules of a waitlist. Everything is checked before the first event is made, so a refusal leaves no trace.
/// Invariants: a party is live or finished, never both; places keep the order of joining but for parties that were moved, also when a
/// party is restored; the sum of live sizes grows no further at <see cref="WaitlistOptions.MaxGuests"/>.
/// </summary>
internal static partial class WaitlistLogic
{
    public static WaitlistCreated Open(CreateWaitlist create, DateTimeOffset at) => new()
    {
        At = at,
        Id = create.Id,
        Code = create.Code,
        EventName = create.EventName,
        Location = create.Location,
        ContactInfo = create.ContactInfo,
        OpenTime = create.OpenTime,
        CloseTime = create.CloseTime,
        OpensAt = Truncate(create.OpensAt) is { } opensAt && opensAt > at ? opensAt : null,
        ClosesAt = Truncate(create.ClosesAt),
        LastCallAt = Truncate(create.LastCallAt),
        Venue = create.Venue,
        Model = create.Model,
        NextOpensAt = Truncate(create.NextOpensAt),
        Options = create.Options,
        Owner = create.Owner,
    };

    public static Outcome Decide(WaitlistState state, WaitlistCommand command, DateTimeOffset at)
    {
        if (state.Closed is not null && command is ReportDelivery or NameDevice or Reschedule)
        {
            return Outcome.Accept(Done.Value);
        }

        if (state.Closed is { } reason && command is not Close)
        {
            return command is Join && reason == CloseReason.ClosingTime
                ? RoomErrors.OutsideOpeningHours(state.NextOpensAt)
                : RoomErrors.SessionClosed;
        }

        return SignedBy(command, DecideOpen(state, command, at), state, at);
    }

    private static Outcome DecideOpen(WaitlistState state, WaitlistCommand command, DateTimeOffset at) => command switch
    {
        Join join => Decide(state, join, at),
        DeclareNearby nearby => Decide(state, nearby, at),
        Leave leave => Finish(state, leave.Party, new PartyLeft(leave.Party, Actor.Guest) { At = at }),
        SayOnMyWay onMyWay => Decide(state, onMyWay, at),
        Snooze snooze => Decide(state, snooze, at),
        LetAhead letAhead => Decide(state, letAhead, at),
        SayStillHere stillHere => Decide(state, stillHere, at),
        Advance advance => Decide(state, advance, at),
        Call call => Decide(state, call, at),
        Seat seat => Decide(state, seat, at),
        MarkNoShow noShow => Decide(state, noShow, at),
        Restore restore => Decide(state, restore, at),
        Kick kick => Finish(state, kick.Party, new PartyKicked(kick.Party, Actor.Host) { At = at }),
        Hold hold => Decide(state, hold, at),
        Unhold unhold => Decide(state, unhold, at),
        GiveMoreTime more => Decide(state, more, at),
        EditParty edit => Decide(state, edit, at),
        Move move => Decide(state, move, at),
        Decline decline => Decide(state, decline, at),
        PauseJoining when !state.Paused => Outcome.Accept(Done.Value, new JoiningPaused { At = at }),
        ResumeJoining when state.Paused => Outcome.Accept(Done.Value, new JoiningResumed { At = at }),
        PauseJoining or ResumeJoining or NameDevice => Outcome.Accept(Done.Value),
        Announce announce => Decide(state, announce, at),
        ChangeSettings change => Decide(state, change, at),
        Undo undo => Decide(state, undo, at),
        ReportDelivery report => Decide(state, report, at),
        Reschedule reschedule => Decide(state, reschedule, at),
        Close => Outcome.Accept(Done.Value, state.Closed is null ? CloseEvents(state, CloseReason.Host, Actor.Host, at) : []),
        _ => throw new UnreachableException($"{command.GetType().Name} is no command of a waitlist."),
    };

    /// <summary>The position that a party is shown: whom it counts is an option of the queue.</summary>
    public static int PositionAfter(WaitlistState state, int ahead, int aheadInBand) =>
        1 + (state.Options.PositionBy == PositionBasis.SizeBand ? aheadInBand : ahead);

    private static Outcome Decide(WaitlistState state, Join join, DateTimeOffset at)
    {
        if (!state.Opened)
        {
            return RoomErrors.OutsideOpeningHours(state.OpensAt);
        }

        if (state.LastCalled && join.Source != PartySource.Host)
        {
            return RoomErrors.LastCall;
        }

        if (state.Paused && join.Source != PartySource.Host)
        {
            return RoomErrors.JoiningPaused;
        }

        if (Known(state, join.Party) is { } known)
        {
            return Changed(state, known);
        }

        if (join.Size < 1 || join.Size > state.Options.MaxPartySize)
        {
            return RoomErrors.SizeOutOfRange(state.Options.MaxPartySize);
        }

        if (join.Name is not null && !state.Options.AllowDuplicateNames && state.Parties.HasName(join.Name))
        {
            return RoomErrors.AlreadyInQueue;
        }

        if (state.Parties.Guests + join.Size > state.Options.MaxGuests)
        {
            return RoomErrors.QueueFull;
        }

        var position = PositionAfter(state, state.Parties.Count, state.Parties.CountInBand(SizeBand.Of(join.Size)));
        var quote = QuoteFor(state, join.Size, at);
        var (ticket, estimate) = (state.LastTicket + 1, WaitEstimate.Of(quote));
        var promised = join.Quoted ?? estimate;
        var joined = new PartyJoined(join.Party, ticket, join.Size, join.Source, promised.LowMs, promised.HighMs)
        {
            At = at,
            Suggested = promised == estimate ? null : estimate,
            Basis = QuoteBasis.Of(quote),
            Personal = PersonalData.Of(join.Name, join.Notes, join.Tags),
        };
        return join.Source == PartySource.Host
            ? Change(state, joined)
            : Outcome.Accept(new PartyPlaced(join.Party, ticket, position, state.Parties.Count + 1, estimate.LowMs, estimate.HighMs), joined);
    }

    private static Outcome Decide(WaitlistState state, DeclareNearby nearby, DateTimeOffset at) =>
        state.Parties.Find(nearby.Party) switch
        {
            null => RoomErrors.PartyNotFound,
            { Nearby: true } => Outcome.Accept(Done.Value),
            _ => Outcome.Accept(Done.Value, new PartyDeclaredNearby(nearby.Party) { At = at }),
        };

    private static Outcome Decide(WaitlistState state, Advance advance, DateTimeOffset at)
    {
        var current = state.Parties.NowServing;
        if (advance.Served is { } served && served != current?.Id)
        {
            return RoomErrors.ServedPartyMismatch;
        }

        var next = advance.Next is { } wanted ? state.Parties.Find(wanted) : state.Parties.NextWaiting;
        if (advance.Next is not null && (next is null || next.Id == current?.Id))
        {
            return RoomErrors.NextPartyNotFound;
        }

        if (next?.Call is not null)
        {
            return Changed(state, next);
        }

        var events = ImmutableArray.CreateBuilder<RoomEvent>();
        if (current is not null)
        {
            events.Add(new PartySeated(current.Id, Actor.Host) { At = at });
        }

        if (next is not null)
        {
            events.Add(CallEvent(state, next.Id, Actor.Host, at));
        }

        var after = RoomLogic.Evolve(state, events) as WaitlistState;
        var serving = after?.Parties.NowServing;
        return Outcome.Accept(new Advanced(serving is null ? null : HostRow.Of(serving).WithoutPersonal()), events.ToImmutable());
    }

    private static Outcome Decide(WaitlistState state, Call call, DateTimeOffset at)
    {
        var (party, error) = FindCurrent(state, call.Party, call.Rev);
        return party switch
        {
            null => error ?? RoomErrors.PartyNotFound,

            // Only who saw the open call means to call again; anybody else is a double tap or another host who was slower.
            { Call: not null } when call.Rev is null => Changed(state, party),
            _ => Change(state, CallEvent(state, party.Id, Actor.Host, at)),
        };
    }

    private static Outcome Decide(WaitlistState state, Seat seat, DateTimeOffset at)
    {
        var (party, error) = FindCurrent(state, seat.Party, seat.Rev);
        return party is null
            ? error ?? RoomErrors.PartyNotFound
            : Change(state, new PartySeated(party.Id, Actor.Host) { At = at });
    }

    private static Outcome Decide(WaitlistState state, MarkNoShow noShow, DateTimeOffset at)
    {
        var (party, error) = FindCurrent(state, noShow.Party, noShow.Rev);
        return party switch
        {
            null => error ?? RoomErrors.PartyNotFound,
            { Call: null } => RoomErrors.PartyNotCalled,
            _ => Change(state, new PartyMarkedNoShow(party.Id, Actor.Host) { At = at }),
        };
    }

    private static DateTimeOffset? Truncate(DateTimeOffset? instant) =>
        instant is { } given ? EpochMilliseconds.Truncate(given) : null;

    private static Party? Known(WaitlistState state, PartyId id) => state.Parties.Find(id) ?? state.Finished.Find(id)?.Party;

    private static Outcome Decide(WaitlistState state, ReportDelivery report, DateTimeOffset at) =>
        state.Parties.Find(report.Party) is { } party && (report.Call, report.State).CompareTo((party.PushCall, party.Push)) > 0
            ? Outcome.Accept(Done.Value, new DeliveryReported(report.Party, report.State, report.Call) { At = at })
            : Outcome.Accept(Done.Value);

    private static Outcome Finish(WaitlistState state, PartyId party, PartyFinished finished) =>
        state.Parties.IndexOf(party) < 0 ? RoomErrors.PartyNotFound : Outcome.Accept(Done.Value, finished);

    /// <summary>Finds a live party; one that has ended, or that changed since <paramref name="rev"/>, is refused with what happened.</summary>
    private static (Party? Party, RoomError? Error) FindCurrent(WaitlistState state, PartyId id, long? rev)
    {
        if (state.Finished.Find(id) is { } finished)
        {
            return (null, Changed(state, finished.Party));
        }

        var party = state.Parties.Find(id);
        return party is not null && rev is not null && rev != party.Rev
            ? (null, Changed(state, party))
            : (party, null);
    }

    private static RoomError Changed(WaitlistState state, Party party) => RoomErrors.PartyChanged(
        party.LastChange, party.LastChange.Device is { } device ? state.Devices.GetValueOrDefault(device) : null);

    /// <summary>Accepts what changes a party; the answer is its row as it is then.</summary>
    private static Outcome Change(WaitlistState state, PartyEvent change) => Change(state, change.Party, [change]);

    private static Outcome Change(WaitlistState state, PartyId id, ImmutableArray<RoomEvent> changes)
    {
        var after = (WaitlistState)RoomLogic.Evolve(state, changes);
        var row = after.Parties.Find(id) is { } party ? HostRow.Of(party)
            : HostRow.Of(after.Finished.Find(id) ?? throw new UnreachableException("A changed party is live or finished."));
        return Outcome.Accept(new PartyChanged(row.WithoutPersonal()), changes);
    }

    private static PartyCalled CallEvent(WaitlistState state, PartyId party, Actor by, DateTimeOffset at) =>
        new(party, at.AddSeconds(state.Options.CallWindowSeconds), by) { At = at };

    private static ImmutableArray<RoomEvent> CloseEvents(WaitlistState state, CloseReason reason, Actor by, DateTimeOffset at) =>
    [
        .. state.Parties.Select(party => new PartyClosed(party.Id, by) { At = at }),
        new WaitlistClosed(reason) { At = at },
    ];
}
