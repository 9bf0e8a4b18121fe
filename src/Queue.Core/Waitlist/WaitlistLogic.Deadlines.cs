using System.Collections.Immutable;
using Queue.Core.Rooms;

namespace Queue.Core.Waitlist;

/// <summary>
/// What a waitlist does by itself. Deadlines are a function of the state, so they survive a restart and cannot be lost or
/// postponed by one; each becomes events that remove it, so it takes effect once.
/// </summary>
internal static partial class WaitlistLogic
{
    /// <summary>A waitlist without a closing time closes after this long.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    /// <summary>A waitlist without a closing time closes when it was empty and untouched for this long.</summary>
    public static readonly TimeSpan IdleTime = TimeSpan.FromHours(2);

    public static DateTimeOffset? NextDeadline(WaitlistState state) => state.Closed is null
        ? Deadlines(state).Min()
        : null;

    /// <summary>The events of what is due at <paramref name="deadline"/>, made at <paramref name="at"/>; of several things, of the first.</summary>
    public static ImmutableArray<RoomEvent> Due(WaitlistState state, DateTimeOffset deadline, DateTimeOffset at)
    {
        if (!state.Opened && state.OpensAt <= deadline)
        {
            return [new WaitlistOpened { At = at }];
        }

        if (!state.LastCalled && state.LastCallAt <= deadline)
        {
            return [new LastCallPassed { At = at }];
        }

        if (EndingSnooze(state) is { } snoozing && snoozing.SnoozedUntil <= deadline)
        {
            return [new SnoozeEnded(snoozing.Id) { At = at }];
        }

        var ending = Ending(state);
        return ExpiringCall(state) is { Call: { } call } party && call.Deadline <= deadline ? Expire(state, party, callNext: ending.At > at, at)
            : state.Parties.NextPromise is { } promise && promise.PromiseEnds <= deadline ? [Renew(state, promise, at)]
            : state.Announcement?.Until <= deadline ? [new AnnouncementEnded(Actor.Timer) { At = at }]
            : CloseEvents(state, ending.Reason, Actor.Timer, at);
    }

    private static IEnumerable<DateTimeOffset> Deadlines(WaitlistState state)
    {
        yield return Ending(state).At;
        if (!state.Opened && state.OpensAt is { } opensAt)
        {
            yield return opensAt;
        }

        if (!state.LastCalled && state.LastCallAt is { } lastCallAt)
        {
            yield return lastCallAt;
        }

        if (ExpiringCall(state)?.Call is { } call)
        {
            yield return call.Deadline;
        }

        if (EndingSnooze(state)?.SnoozedUntil is { } snoozedUntil)
        {
            yield return snoozedUntil;
        }

        if (state.Parties.NextPromise?.PromiseEnds is { } promiseEnds)
        {
            yield return promiseEnds;
        }

        if (state.Announcement is { } announcement)
        {
            yield return announcement.Until;
        }
    }

    /// <summary>Gives every open call the time it needs: nobody could answer while the service was away.</summary>
    public static ImmutableArray<RoomEvent> Extend(WaitlistState state, ResumeService resume, DateTimeOffset at)
    {
        var deadline = EpochMilliseconds.Truncate(resume.GraceUntil);
        var enough = resume.Enough < deadline ? EpochMilliseconds.Truncate(resume.Enough) : deadline;
        return
        [
            .. CalledParties(state)
                .Where(party => party.Call?.Deadline < enough)
                .Select(party => new CallExtended(party.Id, deadline) { At = at }),
        ];
    }

    private static PromisePassed Renew(WaitlistState state, Party party, DateTimeOffset at)
    {
        var quotes = QuotesOf(state with { LastInstant = at });
        var now = WaitEstimate.Of(quotes.GetValueOrDefault(party.Place, QuoteFor(state, party.Size, at)));
        return new PromisePassed(party.Id, now.LowMs, now.HighMs) { At = at };
    }

    private static ImmutableArray<RoomEvent> Expire(WaitlistState state, Party party, bool callNext, DateTimeOffset at)
    {
        RoomEvent noShow = new PartyMarkedNoShow(party.Id, Actor.Timer) { At = at };
        return callNext && state.Options.OnCallExpired == CallExpiry.NoShowAndCallNext && state.Parties.NextWaiting is { } next
            ? [noShow, CallEvent(state, next.Id, Actor.Timer, at)]
            : [noShow];
    }

    /// <summary>The called party whose call runs out first; none when the host decides about calls that ran out.</summary>
    private static Party? ExpiringCall(WaitlistState state) =>
        state.Options.OnCallExpired == CallExpiry.Keep || state.Parties.Called.Count == 0
            ? null
            : CalledParties(state).MinBy(party => (party.Call?.Deadline, party.Call?.Version));

    /// <summary>The waiting party whose extra time is over first.</summary>
    private static Party? EndingSnooze(WaitlistState state) =>
        state.Parties.Snoozing.IsEmpty ? null : Of(state, state.Parties.Snoozing).MinBy(party => (party.SnoozedUntil, party.Ticket));

    private static IEnumerable<Party> CalledParties(WaitlistState state) => Of(state, state.Parties.Called);

    private static IEnumerable<Party> Of(WaitlistState state, ImmutableList<PartyId> ids) =>
        ids.Select(id => state.Parties[state.Parties.IndexOf(id)]);

    /// <summary>
    /// When the waitlist closes by itself, and why. One with a closing time closes then and only then: a quiet afternoon does not end
    /// a day that was announced until ten. The others end after <see cref="Lifetime"/>, or after <see cref="IdleTime"/> without a
    /// party and without a change; waiting for the opening hour counts as neither.
    /// </summary>
    private static (DateTimeOffset At, CloseReason Reason) Ending(WaitlistState state)
    {
        if (state.ClosesAt is { } closesAt)
        {
            return (closesAt, CloseReason.ClosingTime);
        }

        var start = state.OpensAt ?? state.CreatedAt;
        var lifetime = (At: start + Lifetime, CloseReason.Lifetime);
        if (state.Parties.Count > 0)
        {
            return lifetime;
        }

        var idle = (At: (state.LastInstant > start ? state.LastInstant : start) + IdleTime, CloseReason.Idle);
        return idle.At < lifetime.At ? idle : lifetime;
    }
}
