using FsCheck;
using FsCheck.Fluent;
using Queue.Core.Hours;
using Queue.Core.Rooms;
using Queue.Core.Venues;
using static Queue.Core.Tests.Venues.VenueStories;

namespace Queue.Core.Tests.Venues;

/// <summary>What holds of a venue whatever its owner, its hosts and the clock do. Every step is stored and read back on the way.</summary>
public sealed class VenueProperties
{
    private const int Steps = 60;

    private static readonly string[] Zones = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"];

    [Fact]
    public void Evenings_follow_each_other_by_number_and_time_and_an_open_one_keeps_its_plan() => InEveryStory((before, after, at) =>
    {
        var (last, next) = (before.Evening, after.Evening);
        Assert.True(next is not null && next.ClosesAt > next.OpensAt && !(next.OpensAt < next.NotBefore), "Evenings overlap.");
        Assert.True(next.LastCallAt is null || (next.LastCallAt > next.OpensAt && next.LastCallAt < next.ClosesAt), "A last call out of hours.");
        if (last is not null && last.Number == next.Number && (last.OpensAt <= at || last.ClosedAt is not null))
        {
            Assert.Equal(last, next with { ClosedAt = last.ClosedAt });
        }

        Assert.InRange(next.Number - (last?.Number ?? 0), 0, 1);
        Assert.True(last is null || last.Number == next.Number || next.NotBefore == last.ClosesAt, "An evening begins within the one before.");
    });

    [Fact]
    public void There_is_always_an_evening_that_runs_or_is_to_come_or_has_just_been() => InEveryStory((_, after, at) =>
    {
        // New hours may be a reason to go on at once.
        var settled = Assert.IsType<VenueState>(RoomLogic.Decide(after, new DeadlinePassed(), null, at).State);
        var evening = settled.Evening ?? throw new InvalidOperationException("No evening is planned.");
        Assert.True((evening.ClosedAt ?? evening.ClosesAt) + TimeSpan.FromMinutes(60) > at, "The code leads to an evening that is long over.");
        Assert.True(RoomLogic.NextDeadline(settled) > at, "Something is overdue.");
    });

    [Fact]
    public void Each_evening_waits_to_be_folded_once() => InEveryStory((before, after, _) =>
    {
        Assert.Equal(after.Unfolded.Distinct().Order(), after.Unfolded);
        Assert.All(after.Unfolded.Except(before.Unfolded), number => Assert.True(number > (before.Evening?.Number ?? 0), "Folded and back."));
    });

    private static void InEveryStory(Action<VenueState, VenueState, DateTimeOffset> check) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => Tell(new Random(seed), check)).QuickCheckThrowOnFailure();

    private static void Tell(Random random, Action<VenueState, VenueState, DateTimeOffset> check)
    {
        var (spec, now) = (Opened(Profile with { Hours = Weekly(Pick(random, Zones), Week(random)) }), Morning);
        for (var i = 0; i < Steps; i++)
        {
            now += TimeSpan.FromMinutes(random.Next(4) == 0 ? random.Next(3 * 24 * 60) : random.Next(180));
            var before = Venue(spec);
            spec = spec.When(NextCommand(random, before, now), now);
            check(before, Venue(spec), now);
        }
    }

    private static RoomCommand NextCommand(Random random, VenueState venue, DateTimeOffset now) => random.Next(10) switch
    {
        < 4 => new DeadlinePassed(),
        < 7 => new FoldEvening(random.Next(Math.Max(1, venue.Evening?.Number ?? 1)) + 1, now.AddSeconds(-random.Next(60))),
        < 9 => new ChangeVenue
        {
            Week = random.Next(2) == 0 ? [.. Week(random)] : null,
            TimeZone = random.Next(3) == 0 ? Pick(random, Zones) : null,
            LastCallMinutes = random.Next(3) == 0 ? random.Next(241) : null,
            ClosedDates = random.Next(3) == 0 ? [DateOnly.FromDateTime(now.UtcDateTime), DateOnly.FromDateTime(now.UtcDateTime).AddDays(random.Next(9))] : null,
        },
        _ => new DeadlinePassed(),
    };

    private static DayHours[] Week(Random random)
    {
        List<DayHours> week = [Hours(random)];
        for (var i = random.Next(12); i > 0; i--)
        {
            var hours = Hours(random);
            week = WeeklyHours.Overlap([.. week, hours]) ? week : [.. week, hours];
        }

        return [.. week];
    }

    private static DayHours Hours(Random random)
    {
        var open = new TimeOnly(random.Next(24), random.Next(4) * 15);
        return new DayHours((DayOfWeek)random.Next(7), open, open.AddMinutes(15 * random.Next(1, 48)));
    }

    private static T Pick<T>(Random random, T[] from) => from[random.Next(from.Length)];
}
