using Queue.Core.Rooms;
using Queue.Core.Tests.Rooms;
using Queue.Core.Waitlist;
using static Queue.Core.Tests.Waitlist.StoryTeller;

namespace Queue.Core.Tests.Waitlist;

/// <summary>What holds in every story, whatever people tap, whenever they do and wherever the clock jumps.</summary>
public sealed class WaitlistProperties
{
    [Fact]
    public void Decide_never_throws() => InEveryStory(story => Assert.NotNull(story.End()));

    [Fact]
    public void Replaying_the_stored_events_gives_the_same_state() =>
        InEveryStory(story => Assert.Equal(Spec.Bytes(story.End()), Spec.Bytes(Spec.Replay(null, story.Events()))));

    [Fact]
    public void A_checkpoint_in_the_middle_changes_nothing_that_follows() => InEveryTurn(turn =>
    {
        if (turn.Before is { } before && turn.After.Version % 4 == 0)
        {
            var restarted = RoomJson.ReadState(RoomJson.WriteState(before));
            var decision = RoomLogic.Decide(restarted, turn.Command, turn.Key, turn.Now);
            Assert.Equal(turn.Decision.Events, decision.Events);
            Assert.Equal(Spec.Bytes(turn.After), Spec.Bytes(decision.State));
        }
    });

    [Fact]
    public void Versions_count_events_without_gaps() => InEveryTurn(turn =>
    {
        Assert.Equal((turn.Before?.Version ?? 0) + turn.Decision.Events.Length, turn.After.Version);
        var counted = turn.Decision.Events.Aggregate(
            (RoomState?)turn.Before,
            (state, happened) =>
            {
                var next = RoomLogic.Evolve(state, happened);
                Assert.Equal((state?.Version ?? 0) + 1, next.Version);
                return next;
            });
        Assert.Equal(turn.After.Version, counted?.Version ?? turn.After.Version);
    });

    [Fact]
    public void Time_in_a_room_never_runs_back_and_is_whole_milliseconds() => InEveryTurn(turn => Assert.All(
        turn.Decision.Events,
        happened =>
        {
            Assert.Equal(RoomLogic.InstantFor(turn.Before, turn.Now), happened.At);
            Assert.True(happened.At >= (turn.Before?.LastInstant ?? happened.At));
            Assert.Equal(0, happened.At.Ticks % TimeSpan.TicksPerMillisecond);
        }));

    [Fact]
    public void Q1_Each_party_is_in_exactly_one_place_and_lives_again_only_when_that_is_said() => InEveryStory(story =>
    {
        HashSet<PartyId> joined = [];
        HashSet<PartyId> ended = [];
        foreach (var turn in story.Play())
        {
            foreach (var happened in turn.Decision.Events.OfType<PartyEvent>())
            {
                var ends = happened is PartyFinished or PartyReverted { Effect: UndoEffect.EndedAgain };
                var lives = happened is PartyRestored or PartyReverted { Effect: UndoEffect.Restored };
                Assert.True(happened is not PartyJoined || joined.Add(happened.Party), "Joined twice.");
                Assert.True(happened is not PartyReverted { Effect: UndoEffect.Removed } || joined.Remove(happened.Party), "Never there.");
                Assert.True(!ends || ended.Add(happened.Party), "Ended twice.");
                Assert.True(!lives || ended.Remove(happened.Party), "Restored alive.");
            }

            Assert.Equal(joined.Except(ended).Order(ById), turn.After.Parties.Select(party => party.Id).Order(ById));
            Assert.All(ended, id => Assert.NotNull(turn.After.Finished.Find(id)));
            Assert.Equal(ended.Count, turn.After.Finished.Count);
        }
    });

    [Fact]
    public void Q10_The_order_of_the_line_is_the_order_of_joining_but_for_who_was_moved() => InEveryStory(story =>
    {
        HashSet<PartyId> moved = [];
        foreach (var turn in story.Play())
        {
            moved.UnionWith(turn.Decision.Events.OfType<PartyMoved>().Select(e => e.Party));
            var tickets = turn.After.Parties.Where(party => !moved.Contains(party.Id)).Select(party => party.Ticket).ToList();
            Assert.Equal(tickets.Order(), tickets);
            Assert.Equal(turn.After.Parties.Count, turn.After.Parties.DistinctBy(party => party.Ticket).Count());
            Assert.All(turn.After.Parties.Index(), at => Assert.Equal(at.Index, turn.After.Parties.IndexOf(at.Item.Id)));
        }
    });

    [Fact]
    public void Capacity_holds_and_the_counts_are_right() => InEveryTurn(turn =>
    {
        var parties = turn.After.Parties;
        Assert.Equal(parties.Sum(party => party.Size), parties.Guests);
        Assert.True(parties.Guests <= turn.After.Options.MaxGuests || parties.Guests <= turn.Before?.Parties.Guests, "Too many guests.");
        Assert.All(SizeBand.All, band => Assert.Equal(parties.Count(party => band.Contains(party.Size)), parties.CountInBand(band)));
        Assert.All(Names, name => Assert.Equal(
            parties.Any(party => string.Equals(party.Name, name, StringComparison.OrdinalIgnoreCase)), parties.HasName(name)));
    });

    [Fact]
    public void Open_calls_are_in_the_order_they_were_made() => InEveryTurn(turn =>
    {
        var called = turn.After.Parties.Where(party => party.Call is not null).OrderBy(party => party.Call?.Version).ToList();
        Assert.Equal(called.Select(party => party.Id), turn.After.Parties.Called);
        Assert.Equal(called.LastOrDefault(), turn.After.Parties.NowServing);
        Assert.Equal(turn.After.Parties.FirstOrDefault(party => party.IsReady), turn.After.Parties.NextWaiting);
        Assert.Equal(
            turn.After.Parties.Where(party => party.SnoozedUntil is not null).Select(party => party.Id).Order(ById),
            turn.After.Parties.Snoozing.Order(ById));
    });

    [Fact]
    public void A_rev_is_the_version_of_the_partys_last_change() => InEveryTurn(turn =>
    {
        Assert.All(turn.After.Parties, party => Assert.InRange(party.Rev, 2, turn.After.Version));
        Assert.Equal(turn.After.Parties.Count, turn.After.Parties.Select(party => party.Rev).Distinct().Count());
    });

    [Fact]
    public void A_refused_command_carries_only_what_was_due_anyway() => InEveryTurn(turn =>
    {
        if (turn.Decision is Decision.Rejected { Error: var error })
        {
            var due = RoomLogic.Decide(turn.Before, new DeadlinePassed(), null, turn.Now).Events;
            Assert.Equal(error == RoomErrors.IdempotencyKeyReused ? [] : due, turn.Decision.Events);
        }
    });

    [Fact]
    public void What_is_due_happens_before_what_is_asked() => InEveryTurn(turn =>
    {
        if (turn is { Before: { } before, Command: not ResumeService, Decision: Decision.Accepted } && !IsRepeat(turn))
        {
            var due = RoomLogic.Decide(before, new DeadlinePassed(), null, turn.Now).Events;
            Assert.Equal(due, turn.Decision.Events.Take(due.Length));
        }
    });

    [Fact]
    public void A_repeated_key_changes_nothing() => InEveryTurn(turn =>
    {
        if (turn is { Before: not null, Key: { } key, Command: not ResumeService, Decision: Decision.Accepted first })
        {
            var later = RoomLogic.InstantFor(turn.After, turn.Now).AddSeconds(IsRepeat(turn) ? 0 : 86_399);
            var repeat = Assert.IsType<Decision.Accepted>(RoomLogic.Decide(turn.After, turn.Command, key, later));
            Assert.Empty(repeat.Events);
            Assert.Equal((first.Reply, first.Version), (repeat.Reply, repeat.Version));
            Assert.Equal(Spec.Bytes(turn.After), Spec.Bytes(repeat.State));
        }
    });

    [Fact]
    public void The_stories_come_by_every_event_and_every_refusal()
    {
        HashSet<string> met = new(StringComparer.Ordinal);
        InEveryTurn(turn =>
        {
            met.UnionWith(turn.Decision.Events.Select(happened => happened.GetType().Name));
            met.Add((turn.Decision as Decision.Rejected)?.Error.Code ?? "accepted");
        });

        // Places are spread only after 20 moves to one spot; that has a test of its own.
        met.Add(nameof(PlacesSpread));
        Assert.Empty(EveryTypeTests.WaitlistEventNames.Concat(RoomErrorTests.WaitlistCodes).Except(met, StringComparer.Ordinal));
    }

    private static Comparer<PartyId> ById { get; } = Comparer<PartyId>.Create((a, b) => a.Value.CompareTo(b.Value));

    private static bool IsRepeat(Turn turn) =>
        turn is { Before: { } before, Key: { } key }
        && before.Answers.Find(key.Key, RoomLogic.InstantFor(before, turn.Now)) is not null;
}
