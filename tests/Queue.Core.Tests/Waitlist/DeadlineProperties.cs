using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using static Queue.Core.Tests.Waitlist.StoryTeller;

namespace Queue.Core.Tests.Waitlist;

/// <summary>What holds for everything that a room does by itself.</summary>
public sealed class DeadlineProperties
{
    [Fact]
    public void L3_No_call_runs_out_before_its_deadline() => InEveryTurn(turn =>
    {
        if (turn is { Before: { } before, Command: not ResumeService })
        {
            var at = RoomLogic.InstantFor(before, turn.Now);
            Assert.All(TimedOut(turn.Decision), e => Assert.True(before.Parties.Find(e.Party)?.Call?.Deadline <= at, "Too early."));
        }
    });

    [Fact]
    public void A_call_never_runs_out_when_the_host_decides() => InEveryTurn(turn =>
    {
        if (turn.Before?.Options.OnCallExpired == CallExpiry.Keep)
        {
            Assert.Empty(TimedOut(turn.Decision));
        }
    });

    [Fact]
    public void Nothing_is_overdue_once_DeadlinePassed_ran() => InEveryTurn(turn =>
    {
        var at = RoomLogic.InstantFor(turn.After, turn.Now);
        var state = Assert.IsType<WaitlistState>(RoomLogic.Decide(turn.After, new DeadlinePassed(), null, at).State);
        Assert.False(RoomLogic.NextDeadline(state) <= at, "Still overdue.");
        Assert.True(
            state.Options.OnCallExpired == CallExpiry.Keep || state.Parties.All(party => party.Call is null || party.Call.Deadline > at),
            "A call is still open.");
        Assert.Empty(RoomLogic.Decide(state, new DeadlinePassed(), null, at).Events);
    });

    [Fact]
    public void Running_at_the_next_deadline_does_something_and_before_it_nothing() => InEveryTurn(turn =>
    {
        if (RoomLogic.NextDeadline(turn.After) is { } next && next > turn.After.LastInstant)
        {
            Assert.Empty(RoomLogic.Decide(turn.After, new DeadlinePassed(), null, next.AddMilliseconds(-1)).Events);
            Assert.NotEmpty(RoomLogic.Decide(turn.After, new DeadlinePassed(), null, next).Events);
        }
    });

    [Fact]
    public void L1_The_next_deadline_is_the_earliest_of_all() =>
        InEveryTurn(turn => Assert.Equal(Deadlines(turn.After).Min(), RoomLogic.NextDeadline(turn.After)));

    [Fact]
    public void L4_Running_late_ends_the_same_parties_as_running_on_time_or_fewer() => InEveryTurn(turn =>
    {
        var late = turn.After.LastInstant + TimeSpan.FromMinutes(30);
        var state = turn.After;
        while (RoomLogic.NextDeadline(state) is { } next && next <= late)
        {
            state = Assert.IsType<WaitlistState>(RoomLogic.Decide(state, new DeadlinePassed(), null, next).State);
        }

        var atOnce = Assert.IsType<WaitlistState>(RoomLogic.Decide(turn.After, new DeadlinePassed(), null, late).State);
        Assert.True(atOnce.Finished.Count <= state.Finished.Count, "Sleeping cost somebody the place.");
    });

    [Fact]
    public void After_an_outage_no_open_call_is_lost() => InEveryTurn(turn =>
    {
        var back = turn.After.LastInstant + TimeSpan.FromHours(1);
        var resumed = RoomLogic.Decide(turn.After, new ResumeService(back.AddMinutes(1)), null, back);
        Assert.Empty(TimedOut(resumed));
        Assert.All(
            Assert.IsType<WaitlistState>(resumed.State).Parties.Where(party => party.Call is not null),
            party => Assert.True(party.Call?.Deadline >= back.AddMinutes(1), "No time to answer."));
    });

    private static IEnumerable<PartyMarkedNoShow> TimedOut(Decision decision) =>
        decision.Events.OfType<PartyMarkedNoShow>().Where(e => e.By == Actor.Timer);

    /// <summary>Every instant at which something would happen to this state by itself, found the long way.</summary>
    private static IEnumerable<DateTimeOffset?> Deadlines(WaitlistState state)
    {
        if (state.Closed is not null)
        {
            yield break;
        }

        var start = state.OpensAt ?? state.CreatedAt;
        var touched = state.LastInstant > start ? state.LastInstant : start;
        yield return state.ClosesAt ?? start.AddHours(12);
        yield return state.ClosesAt is null && state.Parties.Count == 0 ? touched.AddHours(2) : null;
        yield return state.Opened ? null : state.OpensAt;
        yield return state.LastCalled ? null : state.LastCallAt;
        foreach (var party in state.Parties.Where(_ => state.Options.OnCallExpired != CallExpiry.Keep))
        {
            yield return party.Call?.Deadline;
        }

        yield return state.Parties.Min(party => party.SnoozedUntil);
        yield return state.Parties.Where(party => party is { Call: null, Overdue: false }).Min(party => party.PromiseEnds);
        yield return state.Announcement?.Until;
    }
}
