using System.Collections.Immutable;
using System.Diagnostics;
using Queue.Core.Estimates;
using Queue.Core.Rooms;

namespace Queue.Core.Venues;

/// <summary>
/// The rules of a venue. Invariants: evenings are numbered 1, 2, 3 … and follow each other in time; there is always one that runs or is
/// to come; an evening that has opened keeps its plan; each is folded once.
/// </summary>
internal static class VenueLogic
{
    /// <summary>How long after its end the code leads on to the next evening, when that is not near.</summary>
    public static readonly TimeSpan RollOverAfter = TimeSpan.FromMinutes(60);

    /// <summary>How long before it opens the next evening is there at the latest, unless the one before it still runs.</summary>
    public static readonly TimeSpan RollOverBefore = TimeSpan.FromMinutes(15);

    public static RoomEvent Open(CreateVenue create, DateTimeOffset at) =>
        new VenueCreated(create.Id, create.Code, create.Owner, create.Slug, create.Profile) { At = at };

    public static Outcome Decide(VenueState state, VenueCommand command, DateTimeOffset at)
    {
        if (state.Ended)
        {
            return command is FoldEvening or EndVenue ? Outcome.Accept(Done.Value) : RoomErrors.VenueEnded;
        }

        var outcome = DecideOpen(state, command, at);
        return command.Device is { } device && outcome.Reply is { } reply
            ? Outcome.Accept(reply, outcome.Events.Select(happened => happened with { Device = device }).ToImmutableArray())
            : outcome;
    }

    /// <summary>When the next evening is planned: an hour after the last one is over, sooner when the next one opens sooner.</summary>
    public static DateTimeOffset? NextDeadline(VenueState state)
    {
        if (state.Ended)
        {
            return null;
        }

        if (state.Evening is not { } last)
        {
            return state.Profile.Hours.Next(state.CreatedAt, null) is null ? null : state.CreatedAt;
        }

        var over = last.ClosedAt ?? last.ClosesAt;
        return state.Profile.Hours.Next(last.ClosesAt, last.ClosesAt) is { } next
            ? Earlier(over + RollOverAfter, Later(over, next.OpensAt - RollOverBefore))
            : null;
    }

    public static ImmutableArray<RoomEvent> Due(VenueState state, DateTimeOffset at) =>
        PlanFor(state.Profile, (state.Evening?.Number ?? 0) + 1, at, state.Evening?.ClosesAt) is { } evening
            ? [new EveningPlanned(evening) { At = at }]
            : throw new UnreachableException("Nothing is due at a venue without hours.");

    public static VenueState Evolve(VenueState? state, RoomEvent happened) => (state, happened) switch
    {
        (null, VenueCreated e) => new VenueState
        {
            Id = e.Id,
            Code = e.Code,
            Owner = e.Owner,
            Slug = e.Slug,
            Profile = e.Profile,
            CreatedAt = e.At,
        },
        ({ } venue, VenueChanged e) => venue with { Profile = e.Profile, Slug = e.Slug },
        ({ } venue, EveningPlanned e) => venue with { Evening = e.Evening, Unfolded = venue.Unfolded.Add(e.Evening.Number) },
        ({ } venue, EveningReplanned e) => venue with { Evening = e.Evening },
        ({ } venue, EveningFolded e) => venue with
        {
            Model = e.Model ?? venue.Model,
            Unfolded = venue.Unfolded.Remove(e.Number),
            Evening = venue.Evening is { } evening && evening.Number == e.Number ? evening with { ClosedAt = e.ClosedAt } : venue.Evening,
        },
        ({ } venue, DevicePaired e) => venue with
        {
            Devices = venue.Devices.Add(new VenueDevice(e.Id, e.Role, e.Personal?.Name, e.At, e.At)),
        },
        ({ } venue, DeviceRenewed e) => venue.FindDevice(e.Id) is { } device
            ? venue with { Devices = venue.Devices.Replace(device, device with { RenewedAt = e.At }) }
            : venue,
        ({ } venue, DeviceRemoved e) => venue.FindDevice(e.Id) is { } device
            ? venue with { Devices = venue.Devices.Remove(device), Removed = Newest(venue.Removed.Add(device)) }
            : venue,
        ({ } venue, PinChanged e) => venue with { Pin = e.Pin },
        ({ } venue, VenueEnded) => venue with { Ended = true, Devices = [], Removed = [], Pin = null },
        _ => throw new UnreachableException($"A venue does not fold {happened.GetType().Name}."),
    };

    // On what the venue knows by now: the evening may have begun before the one before it was folded.
    private static EveningFolded Fold(VenueState state, FoldEvening fold, DateTimeOffset at) =>
        new(fold.Number, EpochMilliseconds.Truncate(fold.ClosedAt))
        {
            At = at,
            Model = fold.Waits is { } waits ? EstimateModel.Fold(waits with { Model = state.Model ?? waits.Model }) : null,
        };

    private static Outcome DecideOpen(VenueState state, VenueCommand command, DateTimeOffset at) => command switch
    {
        ChangeVenue change => Change(state, change, at),
        FoldEvening fold => state.Unfolded.Contains(fold.Number)
            ? Outcome.Accept(Done.Value, Fold(state, fold, at))
            : Outcome.Accept(Done.Value),
        PairDevice pair => state.Devices.Count >= VenueLimits.Devices
            ? RoomErrors.TooManyDevices
            : Outcome.Accept(Done.Value, new DevicePaired(pair.Id, pair.Role) { At = at, Personal = new PersonalData(pair.Name) }),
        RenewDevice renew => Renew(state, renew.Id, at),
        RemoveDevice remove => state.FindDevice(remove.Id) is null
            ? Outcome.Accept(Done.Value)
            : Outcome.Accept(Done.Value, new DeviceRemoved(remove.Id) { At = at }),
        SetPin set => set.Pin is null && state.Pin is null
            ? Outcome.Accept(Done.Value)
            : Outcome.Accept(Done.Value, new PinChanged(set.Pin) { At = at }),
        EndVenue => Outcome.Accept(Done.Value, new VenueEnded { At = at }),
        _ => throw new UnreachableException($"{command.GetType().Name} is no command of a venue."),
    };

    private static Outcome Change(VenueState state, ChangeVenue change, DateTimeOffset at)
    {
        if (change == new ChangeVenue())
        {
            return Outcome.Accept(Done.Value);
        }

        var profile = change.ApplyTo(state.Profile);
        var changed = new VenueChanged(profile, change.Slug ?? state.Slug) { At = at };
        return state.Evening is { } evening && state.IsToCome(at) && PlanFor(profile, evening.Number, at, evening.NotBefore) is { } anew
            ? Outcome.Accept(Done.Value, changed, new EveningReplanned(anew with { Plan = evening.Plan + 1 }) { At = at })
            : Outcome.Accept(Done.Value, changed);
    }

    private static Outcome Renew(VenueState state, string id, DateTimeOffset at) => state.FindDevice(id) switch
    {
        null => RoomErrors.DeviceRemoved,
        { } device when at - device.RenewedAt < VenueLimits.RenewalNotedAfter => Outcome.Accept(Done.Value),
        _ => Outcome.Accept(Done.Value, new DeviceRenewed(id) { At = at }),
    };

    private static ImmutableList<VenueDevice> Newest(ImmutableList<VenueDevice> removed) =>
        removed.Count > VenueLimits.Removed ? removed.RemoveAt(0) : removed;

    private static Evening? PlanFor(VenueProfile profile, int number, DateTimeOffset at, DateTimeOffset? notBefore)
    {
        if (profile.Hours.Next(at, notBefore) is not { } session)
        {
            return null;
        }

        // A session that is shorter than its last call has none.
        var lastCall = session.ClosesAt.AddMinutes(-profile.LastCallMinutes);
        return new Evening(number, session.OpensAt, session.ClosesAt)
        {
            LastCallAt = profile.LastCallMinutes > 0 && lastCall > session.OpensAt ? lastCall : null,
            NextOpensAt = profile.Hours.Next(session.ClosesAt, session.ClosesAt)?.OpensAt,
            NotBefore = notBefore,
        };
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
