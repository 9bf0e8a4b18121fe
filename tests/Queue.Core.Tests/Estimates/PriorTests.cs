using Queue.Core.Estimates;
using Queue.Core.Waitlist;
using static Queue.Core.Tests.Estimates.Evenings;

namespace Queue.Core.Tests.Estimates;

public sealed class PriorTests
{
    private static readonly double[] Usual = [0.54, 0.32, 0.14];

    [Fact]
    public void Tables_are_dealt_out_by_demand_where_every_party_fits_one() =>
        Assert.Equal([50 / (26 * 0.54), 50 / (26 * 0.32), 50 / (26 * 0.14)], Paces(new TableGroup(2, 10), new(4, 12), new(6, 4)), Close);

    [Fact]
    public void Large_parties_have_only_large_tables() =>
        Assert.Equal([50 / (20 * 0.54 / 0.86), 50 / (20 * 0.32 / 0.86), 50], Paces(new TableGroup(2, 10), new(4, 10), new(8, 1)), Close);

    [Fact]
    public void Small_parties_sit_at_larger_tables_when_there_are_no_small_ones()
    {
        var shares = Usual[0] + Usual[1];
        Assert.Equal(50 / (12 * Usual[0] / shares), Paces(new TableGroup(4, 12), new(6, 1))[0], 6);
    }

    [Fact]
    public void Where_every_table_is_large_enough_for_all_or_there_are_counters_the_line_is_one()
    {
        var (tables, counters) = (First(VenuePrior.ForTables(48, [new(8, 6), new(6, 2)])), First(VenuePrior.ForCounters(12, 2)));
        foreach (var evening in (EveningWaits[])[tables, counters])
        {
            var line = evening.With(2, size: 2).With(1, size: 4).With(1, size: 6);
            Assert.Equal([30, 30, 30], ((int[])[1, 4, 9]).Select(size => line.Quote(size, 0).PointMinutes));
        }
    }

    [Fact]
    public void Parties_larger_than_every_table_take_turns_as_those_at_the_largest()
    {
        var tables = First(VenuePrior.ForTables(50, [new(2, 10), new(4, 5)]));
        Assert.Equal(tables.Quote(4, 0).PointMinutes, tables.Quote(9, 0).PointMinutes);
        Assert.Equal(5, First(VenuePrior.ForTables(50, [new(2, 10)])).Quote(9, 0).PointMinutes);
    }

    [Fact]
    public void Both_answers_of_a_pair_make_a_belief_and_half_of_one_makes_none()
    {
        var tables = new WaitlistOptions { TurnMinutes = 48, Tables = [new(2, 10), new(4, 6)] };
        var counters = new WaitlistOptions { ServiceMinutes = 7, Counters = 4 };
        Assert.Equal(48, VenuePrior.From(tables).TurnMinutes);
        Assert.Equal(1.75, VenuePrior.From(counters).LineMinutes);
        Assert.Same(VenuePrior.Unknown, VenuePrior.From(tables with { Tables = null }));
        Assert.Same(VenuePrior.Unknown, VenuePrior.From(counters with { Counters = null }));
        Assert.Same(VenuePrior.Unknown, VenuePrior.From(new WaitlistOptions()));
    }

    [Fact]
    public void Without_answers_the_whole_line_moves_every_two_minutes() =>
        Assert.Equal(2, 1 / Paces().Sum(minutes => 1 / minutes), 6);

    private static double[] Paces(params TableGroup[] tables)
    {
        var prior = tables.Length == 0 ? VenuePrior.Unknown : VenuePrior.ForTables(50, tables);
        return [.. Enumerable.Range(0, 3).Select(band => prior.MinutesFor(band, Usual))];
    }

    private static bool Close(double a, double b) => Math.Abs(a - b) < 1e-6;
}
