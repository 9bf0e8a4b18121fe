using System.Collections.Immutable;
using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using static Queue.Core.Tests.Waitlist.StoryTeller;

namespace Queue.Core.Tests.Waitlist;

/// <summary>The real waitlist and the naive one are told the same stories and must look the same after every sentence.</summary>
public sealed class WaitlistModelTests
{
    [Fact]
    public void The_real_waitlist_cannot_be_told_from_the_naive_one() => InEveryStory(Compare);

    [Fact]
    public void A_story_that_goes_wrong_shrinks_to_its_cause()
    {
        var story = new Story(Evening.Create(), [.. Enumerable.Range(1, 40).Select(Harmless)]);
        story = story with { Steps = story.Steps.Insert(17, new Step(TimeSpan.FromSeconds(9), new Close(), Evening.Key())) };
        Assert.Equal(
            [new Step(TimeSpan.Zero, new Close(), null)],
            Shortest(story, told => told.Steps.Any(step => step.Command is Close)).Steps);
    }

    private static void Compare(Story story)
    {
        var naive = new NaiveWaitlist(story.Create, Evening.Start);
        foreach (var turn in (story with { Steps = Unkeyed(story) }).Play().Skip(1))
        {
            var said = naive.Do(turn.Command, turn.Now);
            foreach (var party in turn.Decision.Events.Select(Promised).OfType<PartyId>())
            {
                if (turn.After.Parties.Find(party) is { PromiseEnds: { } ends })
                {
                    naive.Promise(party, ends);
                }
            }

            Assert.Equal(said, (turn.Decision as Decision.Rejected)?.Error.Code ?? "ok");
            Assert.Equal(naive.Show(), Show(turn.After));
        }
    }

    private static PartyId? Promised(RoomEvent happened) => happened switch
    {
        PartyJoined e => e.Party,
        PartyEdited e => e.Party,
        _ => null,
    };

    // Kept answers have tests of their own; the naive list knows nothing of them.
    private static ImmutableArray<Step> Unkeyed(Story story) => [.. story.Steps.Select(step => step with { Key = null })];

    private static string Show(WaitlistState state)
    {
        var view = new WaitlistView(state);
        var (host, status) = (view.Host(), view.Status());
        var rows = host.NowServing is null ? host.Queue : [.. host.Queue, host.NowServing];
        var lines = rows.OrderBy(row => state.Parties.IndexOf(row.Id)).Select(row =>
            $"{row.Id} {row.Name} {row.Size} {Position(state, row)} of {rows.Count} {row.CallDeadline:O} {row.Nearby} rev {row.Rev} {More(row)}");
        var ended = state.Finished.InOrder.Select(finished => finished.Party.Id)
            .Select(id => $"{id} {view.Guest(id)?.Reason ?? view.Guest(id)?.Type} {view.Guest(id)?.StillHere == true || IsStillHere(state, id)}");
        (string, DateTimeOffset)? announced = host.Announcement is { } told ? (told.Text, told.Until) : null;
        return string.Join(
            '\n',
            [.. lines, $"serving {host.NowServing?.Id} {status.State} {announced} {state.Declined} version {state.Version}", .. ended]);
    }

    private static string More(HostRow row) =>
        $"{row.HeldAt is not null} {row.OnMyWay == true} {row.SnoozedUntil:O} {row.Snoozes ?? 0} ticket {row.Ticket}";

    // Whoever was live when the queue closed is told that; that somebody said "still here" is not.
    private static bool IsStillHere(WaitlistState state, PartyId id) => state.Finished.Find(id)?.Party.StillHereAt is not null;

    // A called party's view has no position; the place it would have is what its waiting twin would be shown.
    private static int? Position(WaitlistState state, HostRow row)
    {
        var party = state.Parties.Find(row.Id) ?? throw new InvalidOperationException("A row without a party.");
        return new WaitlistView(state with { Parties = state.Parties.Replace(party with { Call = null }) }).Guest(row.Id)?.Position;
    }

    private static Step Harmless(int number) => new(TimeSpan.FromSeconds(number), new Leave(Evening.Id(number)), null);

    private static Story Shortest(Story story, Func<Story, bool> fails)
    {
        while (story.Shrink().FirstOrDefault(fails) is { } shorter)
        {
            story = shorter;
        }

        return story;
    }
}
