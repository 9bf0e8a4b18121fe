using System.Text.Json;
using Queue.Core.Rooms;
using Queue.Core.Tests.Rooms;
using Queue.Core.Waitlist;
using static Queue.Core.Tests.Waitlist.StoryTeller;

namespace Queue.Core.Tests.Waitlist;

/// <summary>What holds for what people see.</summary>
public sealed class ViewProperties
{
    private static readonly string[] PublicRow = ["ticket", "size", "status", "calledAt"];

    [Fact]
    public void Equal_states_give_equal_views() => InEveryStory(story =>
    {
        var view = new WaitlistView(story.End());
        var replayed = new WaitlistView(Assert.IsType<WaitlistState>(Spec.Replay(null, story.Events())));
        var restarted = new WaitlistView(
            Assert.IsType<WaitlistState>(RoomJson.ReadState(RoomJson.WriteState(story.End()))));
        Assert.Equal(Everything(view), Everything(replayed));
        Assert.Equal(Everything(view), Everything(restarted));
    });

    [Fact]
    public void Who_is_told_of_a_nudge_position_is_who_sees_it() => InEveryTurn(turn =>
    {
        foreach (var basis in Enum.GetValues<PositionBasis>())
        {
            var state = turn.After with { Options = turn.After.Options with { PositionBy = basis, NudgePositions = [1, 3] } };
            var view = new WaitlistView(state);
            var seen = state.Parties.Where(party => party.IsReady && view.Guest(party.Id)?.Position is 1 or 3)
                .Select(party => (party.Id, view.Guest(party.Id)!.Position ?? 0));
            Assert.Equal(seen, view.AtNudgePositions());
        }
    });

    [Fact]
    public void A_view_changes_only_by_an_event() => InEveryTurn(turn =>
    {
        if (turn.Before is { } before && turn.Decision.Events.IsEmpty)
        {
            Assert.Equal(Everything(new WaitlistView(before)), Everything(new WaitlistView(turn.After)));
        }
    });

    [Fact]
    public void S5_What_anybody_may_see_names_nobody() => InEveryTurn(turn =>
    {
        var view = new WaitlistView(turn.After);
        var shown = Public(view) + Status(view) + Display(view, trusted: false);
        Assert.All(Names, name => Assert.DoesNotContain(name, shown, StringComparison.Ordinal));
        Assert.All(Ids(turn.After), id => Assert.DoesNotContain(id.ToString(), shown, StringComparison.OrdinalIgnoreCase));
    });

    [Fact]
    public void S5_A_public_row_holds_four_things_and_no_more() => InEveryStory(story =>
    {
        using var json = JsonDocument.Parse(Public(new WaitlistView(story.End())));
        Assert.All(
            json.RootElement.GetProperty("queue").EnumerateArray().SelectMany(row => row.EnumerateObject()),
            property => Assert.Contains(property.Name, PublicRow, StringComparer.Ordinal));
    });

    [Fact]
    public void S5_A_guest_sees_nothing_of_others_and_nothing_of_the_hosts() => InEveryTurn(turn =>
    {
        var view = new WaitlistView(turn.After);
        Assert.All(Ids(turn.After), id =>
        {
            var shown = Guest(view, id);
            Assert.All(Names, name => Assert.DoesNotContain(name, shown, StringComparison.Ordinal));
            Assert.All(Ids(turn.After), other => Assert.DoesNotContain(other.ToString(), shown, StringComparison.Ordinal));
            Assert.All(["rev", "notes", "tags", "source", "push"], only => Assert.DoesNotContain($"\"{only}\"", shown, StringComparison.Ordinal));
        });
    });

    [Fact]
    public void Even_a_trusted_display_shows_no_whole_name() => InEveryTurn(turn =>
    {
        var shown = Display(new WaitlistView(turn.After), trusted: true);
        Assert.All(Names, name => Assert.DoesNotContain(name, shown, StringComparison.Ordinal));
    });

    [Fact]
    public void Q11_The_promised_place_is_the_one_that_the_party_then_sees() => InEveryTurn(turn =>
    {
        if (turn is { Decision: Decision.Accepted { Reply: PartyPlaced placed }, Decision.Events.Length: > 0 })
        {
            var seen = new WaitlistView(turn.After).Guest(placed.Party);
            Assert.Equal((placed.Position, placed.QueueLength, placed.Ticket), (seen?.Position, seen?.QueueLength, seen?.Ticket));
            Assert.Equal((placed.EstimatedLowMs, placed.EstimatedHighMs), (seen?.EstimatedLowMs, seen?.EstimatedHighMs));
        }
    });

    [Fact]
    public void S4_A_party_once_known_always_has_a_view_and_that_of_its_end_stays_until_it_is_restored() => InEveryStory(story =>
    {
        Dictionary<PartyId, GuestView> final = [];
        foreach (var turn in story.Play())
        {
            var view = new WaitlistView(turn.After);
            foreach (var changed in turn.Decision.Events.OfType<PartyEvent>().Where(e => e is PartyRestored or PartyReverted or PartyStillHere))
            {
                final.Remove(changed.Party);
            }

            foreach (var id in Ids(turn.After))
            {
                var seen = view.Guest(id) ?? throw new InvalidOperationException("A known party has no view.");
                Assert.Equal(final.GetValueOrDefault(id, seen), seen);
                if (seen.Type is "removed" or "closed")
                {
                    final[id] = seen;
                }
            }
        }
    });

    [Fact]
    public void Host_public_and_guests_tell_the_same_story() => InEveryTurn(turn =>
    {
        var view = new WaitlistView(turn.After);
        var (host, all) = (view.Host(), view.Public());
        Assert.Equal(host.Queue.Select(row => (row.Ticket, row.Size, row.Status)), all.Queue.Select(row => (row.Ticket, row.Size, row.Status)));
        Assert.Equal(host.NowServing?.Ticket, all.NowServing?.Ticket);
        Assert.All(host.Queue, row => Assert.Equal(
            string.Equals(row.Status, "called", StringComparison.Ordinal) ? "called" : "position", view.Guest(row.Id)?.Type));
        Assert.Equal(host.CallDeadline, host.NowServing is { } serving ? view.Guest(serving.Id)?.Deadline : null);
        Assert.Equal(turn.After.Parties.Count, host.Queue.Count + (host.NowServing is null ? 0 : 1));
    });

    [Fact]
    public void L2_A_closed_queue_shows_nobody() => InEveryTurn(turn =>
    {
        if (turn.After.Closed is not null)
        {
            var host = new WaitlistView(turn.After).Host();
            Assert.Equal((true, 0, null, null), (host.Closed, host.Queue.Count, host.NowServing, host.CallDeadline));
        }
    });

    private static IEnumerable<PartyId> Ids(WaitlistState state) =>
        state.Parties.Select(party => party.Id).Concat(state.Finished.InOrder.Select(finished => finished.Party.Id));

    private static string Everything(WaitlistView view) =>
        JsonSerializer.Serialize(view.Host(), ViewJson.Wire.QueueUpdate) + Public(view) + Status(view)
        + Display(view, trusted: true) + Display(view, trusted: false)
        + string.Concat(Ids(view.State).Select(id => Guest(view, id)));

    private static string Public(WaitlistView view) => JsonSerializer.Serialize(view.Public(), ViewJson.Wire.PublicQueueUpdate);

    private static string Status(WaitlistView view) => JsonSerializer.Serialize(view.Status(), ViewJson.Wire.WaitlistStatus);

    private static string Display(WaitlistView view, bool trusted) =>
        JsonSerializer.Serialize(view.Display(trusted), ViewJson.Wire.DisplayView);

    private static string Guest(WaitlistView view, PartyId id) => JsonSerializer.Serialize(view.Guest(id), ViewJson.Wire.GuestView);
}
