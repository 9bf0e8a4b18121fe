using Queue.Core.Rooms;
using Queue.Core.Tests.Rooms;
using Queue.Core.Waitlist;
using static Queue.Core.Tests.Waitlist.Evening;

namespace Queue.Core.Tests.Waitlist;

/// <summary>A whole Friday night: 300 parties, and two hosts who act at random on what they last saw.</summary>
public sealed class TwoHostsEveningTests
{
    private const int Parties = 300;
    private static readonly HostDevice[] Hosts = [new("a0a0a0a0", "Door"), new("b0b0b0b0", "Terrace")];

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(20261127)]
    public void Every_party_is_in_one_state_and_the_order_can_be_explained(int seed)
    {
        var random = new Random(seed);
        var (spec, now, joined) = (Spec.Given(Create(WaitlistOptions.Restaurant() with { MaxGuests = 10_000 }), Start), Start, 0);
        WaitlistState[] seen = [spec.State, spec.State];
        HashSet<PartyId> moved = [];
        while (joined < Parties || spec.State.Parties.Count > 0)
        {
            now = now.AddSeconds(random.Next(1, 40));
            var host = random.Next(2);
            seen[host] = random.Next(3) == 0 ? seen[host] : spec.State;
            var command = joined < Parties && random.Next(3) == 0
                ? Arrive(random, ++joined)
                : Act(random, seen[host]) is { } act ? act with { Device = Hosts[host] } : null;
            if (command is null)
            {
                continue;
            }

            var before = spec.State;
            spec = spec.When(command, now);
            Check(before, spec.State, moved, spec.Decision);
        }

        Assert.Equal(Parties, spec.State.LastTicket);
        Assert.True(spec.State.Finished.Count is > Parties - 60 and <= Parties, $"{spec.State.Finished.Count} ended.");
    }

    private static Join Arrive(Random random, int number) => Joining(Id(number), null, 1 + random.Next(7)) with
    {
        Source = random.Next(4) == 0 ? PartySource.Host : PartySource.Guest,
    };

    private static WaitlistCommand? Act(Random random, WaitlistState seen)
    {
        var party = seen.Parties.Count == 0 ? null : seen.Parties[random.Next(Math.Min(seen.Parties.Count, 12))];
        var ended = seen.Finished.NewestFirst.FirstOrDefault()?.Party;
        return (random.Next(20), party) switch
        {
            (0 or 1, _) when seen.Undo.InOrder is [.., var last] => new Undo(last.Version),
            (2, _) when ended is not null => new Restore(ended.Id, ended.Rev),
            (_, null) => null,
            (3 or 4 or 5 or 6 or 7, { Call: null }) => new Call(party.Id, party.Rev),
            (3 or 4 or 5 or 6 or 7 or 8 or 9 or 10 or 11, _) => new Seat(party.Id, party.Rev),
            (12, _) => new MarkNoShow(party.Id, party.Rev),
            (13, { HeldAt: null }) => new Hold(party.Id, party.Rev),
            (13, _) => new Unhold(party.Id, party.Rev),
            (14, _) => new Move(party.Id, party.Rev, seen.Parties[0].Id),
            (15, _) => new EditParty(party.Id, Actor.Host, party.Rev) { Size = 1 + random.Next(6) },
            (16, _) => new GiveMoreTime(party.Id, party.Rev, 5),
            (17, _) => new Leave(party.Id),
            (18, _) => new LetAhead(party.Id, 1 + random.Next(2)),
            _ => new Snooze(party.Id, 5),
        };
    }

    private static void Check(WaitlistState before, WaitlistState after, HashSet<PartyId> moved, Decision decision)
    {
        moved.UnionWith(decision.Events.OfType<PartyMoved>().Select(e => e.Party));
        var live = after.Parties.Select(party => party.Id).ToHashSet();
        Assert.DoesNotContain(after.Finished.InOrder, finished => live.Contains(finished.Party.Id));
        Assert.Equal(live.Count, after.Parties.Count);
        Assert.True(live.Count + after.Finished.Count >= before.Parties.Count + before.Finished.Count - 1, "A party is lost.");

        // Who was not moved stands in the order of joining.
        var tickets = after.Parties.Where(party => !moved.Contains(party.Id)).Select(party => party.Ticket).ToList();
        Assert.Equal(tickets.Order(), tickets);

        // Nobody is called twice by two hosts who saw the same.
        Assert.All(decision.Events.OfType<PartyCalled>(), e => Assert.Null(before.Parties.Find(e.Party)?.Call));

        // What is promised is a range of whole five minutes.
        Assert.All(decision.Events.OfType<PartyJoined>(), e => Assert.Equal((0, 0), (e.QuotedLowMs % 300_000, e.QuotedHighMs % 300_000)));
    }
}
