using Queue.Core.Waitlist;
using Queue.Server.Endpoints.Waitlist;
using DeclareNearby = Queue.Core.Waitlist.DeclareNearby;

namespace Queue.Server.Demo;

/// <summary>The guests of the demo: they join, come close, and some give up. Parties that somebody adds by hand are left alone.</summary>
internal sealed class DemoGuests
{
    private const double GivesUp = 0.1;
    private static readonly TimeSpan Nearby = TimeSpan.FromMinutes(25);

    private static readonly IReadOnlyList<int> Sizes = [1, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 4, 4, 4, 4, 4, 5, 6];

    // Most come by the QR code at the door.
    private static readonly IReadOnlyList<PartySource> Sources =
        [PartySource.Guest, PartySource.Guest, PartySource.Guest, PartySource.Host, PartySource.Kiosk];

    private static readonly IReadOnlyList<string> Names =
    [
        "Aisha", "Alejandro", "Amélie", "Ana", "Anders", "Anouk", "Beatriz", "Björn", "Carmen", "Chen Wei", "Chloé", "Daniel", "Diego", "Elif",
        "Emma", "Fatima", "Finn", "Giulia", "Hannah", "Hugo", "Ines", "Ivan", "Jonas", "Julia", "Kofi", "Laila", "Lars", "Leo", "Li Na", "Lucía",
        "Marco", "Maya", "Mehmet", "Mia", "Milan", "Nadia", "Noah", "Nora", "Olga", "Omar", "Paula", "Pedro", "Priya", "Rafael", "Rosa", "Sam",
        "Sofia", "Sven", "Tariq", "Theo", "Tomás", "Valentina", "Wanjiru", "Yuki", "Zoë",
    ];

    private readonly Dictionary<PartyId, DateTimeOffset> patience = [];

    /// <summary>What guests do in the next moments.</summary>
    public IEnumerable<WaitlistCommand> Act(WaitlistState queue, DateTimeOffset now, TimeSpan step)
    {
        foreach (var party in queue.Parties)
        {
            if (party.Call is null && patience.TryGetValue(party.Id, out var until))
            {
                if (now >= until)
                {
                    yield return new Leave(party.Id);
                }
                else if (!party.Nearby && Chance.InStep(step, Nearby))
                {
                    yield return new DeclareNearby(party.Id);
                }
            }
        }

        if (Chance.InStep(step, ArrivalsEvery(queue.Parties.Count)))
        {
            yield return Arrive(queue, now);
        }
    }

    // Who sees a long line goes on to the next place.
    private static TimeSpan ArrivalsEvery(int parties) => TimeSpan.FromMinutes(parties < 8 ? 1.4 : parties < 16 ? 2.2 : 7);

    private Join Arrive(WaitlistState queue, DateTimeOffset now)
    {
        var id = Fields.NewPartyId();
        patience[id] = now + (Chance.Of(GivesUp) ? Chance.Minutes(8, 40) : Chance.Minutes(90, 180));
        var names = Names.Where(name => !queue.Parties.HasName(name)).ToList();
        return new Join(id, Chance.From(names), Chance.From(Sizes), Chance.From(Sources));
    }
}
