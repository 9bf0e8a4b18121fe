using Queue.Core.Waitlist;

namespace Queue.Server.Demo;

/// <summary>
/// The host of the demo: calls whoever fits the table that has become free, seats who comes, and gives up on who does not. Looks at the
/// queue as it is, so that somebody at the host screen can join in.
/// </summary>
internal sealed class DemoHost(DemoTables tables)
{
    private const double NeverComes = 0.07;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Dictionary<(PartyId Party, int Call), DateTimeOffset> arrivals = [];

    /// <summary>What the host does now.</summary>
    public IEnumerable<WaitlistCommand> Act(WaitlistState queue, DateTimeOffset now)
    {
        tables.Release(party => queue.Parties.Find(party)?.Call is not null);
        foreach (var party in queue.Parties)
        {
            if (party.Call is { } call && Answer(party, call, now) is { } command)
            {
                yield return command;
            }
        }

        if (tables.KeepOne([.. queue.Parties.Where(party => party.IsReady)], now) is { } next)
        {
            yield return new Call(next.Id, next.Rev);
        }
    }

    private WaitlistCommand? Answer(Party party, PartyCall call, DateTimeOffset now)
    {
        if (!arrivals.TryGetValue((party.Id, party.Calls), out var arrival))
        {
            arrival = Chance.Of(NeverComes) ? DateTimeOffset.MaxValue : call.At + Chance.Minutes(1.5, 6);
            arrivals[(party.Id, party.Calls)] = arrival;
        }

        if (now >= arrival)
        {
            tables.Seat(party, now);
            return new Seat(party.Id, party.Rev);
        }

        return now >= call.Deadline + Patience ? new MarkNoShow(party.Id, party.Rev) : null;
    }
}
