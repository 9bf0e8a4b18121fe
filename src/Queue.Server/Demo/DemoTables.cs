using Queue.Core.Waitlist;

namespace Queue.Server.Demo;

/// <summary>The tables of the demo's restaurant. All are taken when the evening begins, and become free one after the other.</summary>
internal sealed class DemoTables(IEnumerable<TableGroup> groups, DateTimeOffset opening)
{
    /// <summary>How long a party keeps its table on average, in minutes.</summary>
    public const int UsualTurn = 55;

    private const double ShortestTurn = 38;
    private const double LongestTurn = 72;

    private readonly List<Table> tables =
    [
        .. groups.SelectMany(group => Enumerable.Range(0, group.Count).Select(_ =>
            new Table(group.Seats) { FreeAt = opening + Chance.Minutes(2, LongestTurn) })),
    ];

    /// <summary>Gives back the tables kept for parties that are no longer there to be called.</summary>
    public void Release(Func<PartyId, bool> isCalled)
    {
        foreach (var table in tables.Where(table => table.KeptFor is { } party && !isCalled(party)))
        {
            table.KeptFor = null;
        }
    }

    /// <summary>
    /// Keeps a free table for whoever waited longest of those who fit; a party that would leave more than two seats empty gets it only when
    /// nobody else fits. <see langword="null"/> when there is no table for anybody.
    /// </summary>
    public Party? KeepOne(IReadOnlyList<Party> waiting, DateTimeOffset now)
    {
        foreach (var table in tables.Where(table => table.IsFree(now)).OrderBy(table => table.Seats))
        {
            var fitting = waiting.Where(party => party.Size <= table.Seats).ToList();
            if ((fitting.Find(party => party.Size >= table.Seats - 2) ?? fitting.FirstOrDefault()) is { } party)
            {
                table.KeptFor = party.Id;
                return party;
            }
        }

        return null;
    }

    /// <summary>The party sits down; one that somebody else called takes any free table that is large enough.</summary>
    public void Seat(Party party, DateTimeOffset now)
    {
        var table = tables.Find(table => table.KeptFor == party.Id) ?? tables.Find(table => table.IsFree(now) && table.Seats >= party.Size);
        if (table is not null)
        {
            (table.KeptFor, table.FreeAt) = (null, now + Chance.Minutes(ShortestTurn, LongestTurn));
        }
    }

    private sealed class Table(int seats)
    {
        public int Seats => seats;

        public DateTimeOffset FreeAt { get; set; }

        public PartyId? KeptFor { get; set; }

        public bool IsFree(DateTimeOffset now) => KeptFor is null && FreeAt <= now;
    }
}
