using Queue.Core.Rooms;
using Queue.Core.Tests.Rooms;
using Queue.Core.Waitlist;
using static Queue.Core.Tests.Waitlist.Evening;

namespace Queue.Core.Tests.Waitlist;

public sealed class UndoTests
{
    private static readonly HostDevice Tablet = new("a0a0a0a0", "Tablet");

    [Fact]
    public void Undoing_anything_a_host_does_gives_back_exactly_what_was() => StoryTeller.InEveryTurn(turn =>
    {
        if (turn is { Before: { } before, Decision: Decision.Accepted { Reply.Undo: { } offer, Events.Length: > 0 } }
            && turn.After.Version % 3 == 0 && turn.After.Undo.Find(offer.Version) is not null)
        {
            var due = Assert.IsType<WaitlistState>(RoomLogic.Decide(before, new DeadlinePassed(), null, turn.Now).State);
            var device = turn.After.Undo.Find(offer.Version)?.Device is { } id ? new HostDevice(id) : null;
            var undone = RoomLogic.Decide(turn.After, new Undo(offer.Version) { Device = device }, null, turn.After.LastInstant);

            // A queue that has become too full says so, and what was due by then has happened before.
            if (undone is Decision.Accepted && undone.Events.Any(e => e is not (PartyReverted or QueueReverted or DeclineReverted)))
            {
                return;
            }

            if (undone is Decision.Accepted)
            {
                Assert.Equal(Show(due), Show(Assert.IsType<WaitlistState>(undone.State)));
            }
            else
            {
                Assert.Contains(((Decision.Rejected)undone).Error.Code, new[] { "queue_full" });
            }
        }
    });

    [Fact]
    public void Undoing_a_seat_opens_the_call_again()
    {
        var called = Open(Ann).When(new Call(Ann, null), At(10)).State.Parties[0].Call;
        var undone = Do(Open(Ann).When(new Call(Ann, null), At(10)), new Seat(Ann, null), At(20));
        Assert.Equal(called, undone.State.Parties[0].Call);
        Assert.Equal(PartyAction.Reverted, undone.State.Parties[0].LastChange.Action);
    }

    [Fact]
    public void A_call_that_ran_out_meanwhile_gets_a_minute()
    {
        var spec = Open(new WaitlistOptions { CallWindowSeconds = 30 }, Ann).When(new Call(Ann, null), At(10)).When(new Seat(Ann, null), At(35));
        var undone = spec.When(new Undo(spec.Accepted().Reply.Undo!.Version), At(50));
        Assert.Equal(At(110), undone.State.Parties[0].Call?.Deadline);
    }

    [Fact]
    public void One_undo_takes_back_both_halves_of_an_advance()
    {
        var spec = Open(Ann, Bob).When(new Advance(null, null), At(10));
        var undone = Do(spec, new Advance(null, null), At(20));
        Assert.Equal(Ann, undone.View.Host().NowServing?.Id);
        Assert.Equal("position", undone.View.Guest(Bob)?.Type);
        Assert.Equal(
            [UndoEffect.Restored, UndoEffect.CallTakenBack],
            undone.Decision.Events.OfType<PartyReverted>().Select(e => e.Effect));
    }

    [Fact]
    public void An_added_party_was_never_there_when_that_is_undone()
    {
        var undone = Do(Open(Ann), new Join(Bob, "Bob", 4, PartySource.Host), At(10));
        Assert.Null(undone.View.Guest(Bob));
        Assert.Single(undone.State.Parties);
    }

    [Fact]
    public void After_a_minute_it_is_too_late() => Call(Ann, At(10)).When(new Undo(3), At(70)).ThenRejected("undo_unavailable");

    [Fact]
    public void What_changed_since_is_not_undone_and_says_who_did_what()
    {
        var spec = Open(Ann, Bob).When(new Call(Ann, null) { Device = Tablet }, At(10));
        var version = spec.Accepted().Reply.Undo!.Version;
        var refused = spec.When(new Seat(Ann, null) { Device = new HostDevice("b", "Terrace") }, At(12)).When(new Undo(version) { Device = Tablet }, At(13));
        Assert.Equal("The party was already seated by Terrace", refused.ThenRejected("party_changed").Error().Text);
    }

    [Fact]
    public void A_close_can_not_be_undone() => Assert.Null(Open(Ann).When(new Close(), At(10)).Accepted().Reply.Undo);

    [Fact]
    public void Places_are_spread_when_there_is_no_room_between_two_and_the_order_stays()
    {
        var spec = Open(Ann, Bob, Cem);
        for (var i = 0; i < 60; i++)
        {
            spec = spec.When(new Move(i % 2 == 0 ? Cem : Bob, null, i % 2 == 0 ? Bob : Cem), At(10 + i)).ThenAccepted();
        }

        Assert.Contains(spec.State.Parties, party => party.Place % Party.PlaceStep == 0);
        Assert.Equal([Ann, Bob, Cem], spec.State.Parties.Select(party => party.Id));
    }

    private static Spec Call(PartyId party, DateTimeOffset at) => Open(Ann, Bob).When(new Call(party, null), at);

    private static Spec Do(Spec spec, WaitlistCommand command, DateTimeOffset at)
    {
        var done = spec.When(command, at);
        return done.When(new Undo(done.Accepted().Reply.Undo!.Version), at.AddSeconds(5));
    }

    private static string Show(WaitlistState state)
    {
        var parties = state.Parties.Select(party => Plain(party).ToString());
        var ended = state.Finished.InOrder.Select(finished => $"{Plain(finished.Party)} {finished.Reason} {finished.At:O}");
        var queue = $"{state.Paused} {state.Announcement} {state.Declined} {state.Options.MaxGuests} {state.Options.CallWindowSeconds} {state.Options.Snooze}";
        return string.Join('\n', [.. parties, .. ended, queue, .. state.Parties.Called.Select(id => id.ToString())]);
    }

    private static Party Plain(Party party) => party with
    {
        Rev = 0,
        LastChange = new PartyChange(Actor.Host, PartyAction.Joined, default),
        Call = party.Call is { } call ? call with { Deadline = default } : null,
        Tags = null,
        Overdue = false,
    };
}
