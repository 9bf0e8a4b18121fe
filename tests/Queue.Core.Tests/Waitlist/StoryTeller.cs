using System.Globalization;
using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;
using Queue.Core.Rooms;
using Queue.Core.Venues;
using Queue.Core.Waitlist;

namespace Queue.Core.Tests.Waitlist;

/// <summary>
/// Makes up stories and checks that something holds in all of them: the same ones in every run, and some new ones, whose seed is
/// printed. <c>QUEUE_TEST_SEED</c> tells those of a seed again.
/// </summary>
internal static class StoryTeller
{
    private static readonly ulong[] ReplayedSeeds = [1, 2, 20260302, 683];

    public static readonly string[] Names = ["Quentin", "QUENTIN", "Wolfgang", "Zoë", "Ξένια"];

    private static readonly ulong FreshSeed = ChooseSeed();

    public static void InEveryStory(Action<Story> check)
    {
        foreach (var seed in ReplayedSeeds.Append(FreshSeed))
        {
            var config = Config.QuickThrowOnFailure
                .WithName($"Stories of seed {seed}")
                .WithQuietOnSuccess(true)
                .WithMaxTest(100)
                .WithReplay(new Replay(new Rnd(seed), FSharpOption<int>.None));
            Check.One(config, Prop.ForAll(Stories, check));
        }
    }

    public static void InEveryTurn(Action<Turn> check) => InEveryStory(story =>
    {
        foreach (var turn in story.Play())
        {
            check(turn);
        }
    });

    private static Arbitrary<Story> Stories { get; } = Arb.From(
        Gen.Sized(size => Gen.Choose(0, int.MaxValue).Select(seed => Tell(new Random(seed), size))),
        story => story.Shrink());

    private static ulong ChooseSeed()
    {
        var given = Environment.GetEnvironmentVariable("QUEUE_TEST_SEED");
        var seed = ulong.TryParse(given, CultureInfo.InvariantCulture, out var wanted)
            ? wanted
            : (ulong)RandomNumberGenerator.GetInt32(int.MaxValue);
        Console.WriteLine($"QUEUE_TEST_SEED={seed}");
        return seed;
    }

    private static Story Tell(Random random, int size)
    {
        var joined = 0;
        var opensIn = random.Next(4) == 0 ? random.Next(1, 3600) : 0;
        var openFor = random.Next(3) == 0 ? random.Next(1, 20_000) : 0;
        var create = Evening.Create(Options(random)) with
        {
            OpensAt = opensIn == 0 ? null : Evening.At(opensIn),
            ClosesAt = openFor == 0 ? null : Evening.At(opensIn + openFor),
            LastCallAt = openFor > 1 && random.Next(2) == 0 ? Evening.At(opensIn + random.Next(1, openFor)) : null,
            Venue = new VenueEvening(Evening.Room, 1, 1),
        };
        var early = Enumerable.Range(0, random.Next(6)).Select(_ => new Step(TimeSpan.Zero, NextJoin(random, ref joined), null)).ToList();
        return new Story(create, [.. early, .. Enumerable.Range(0, random.Next(size + 2)).Select(_ => NextStep(random, ref joined))]);
    }

    private static WaitlistOptions Options(Random random) => new()
    {
        MaxGuests = Pick(random, 3, 8, 30, 100),
        CallWindowSeconds = Pick(random, 30, 120),
        OnCallExpired = Pick(random, Enum.GetValues<CallExpiry>()),
        PositionBy = Pick(random, Enum.GetValues<PositionBasis>()),
        DisplayNames = Pick(random, Enum.GetValues<DisplayNames>()),
        AllowDuplicateNames = random.Next(2) == 0,
        MaxPartySize = Pick(random, 2, 6, 20),
        Snooze = random.Next(4) != 0,
        TurnMinutes = random.Next(3) == 0 ? 45 : null,
        Tables = random.Next(3) == 0 ? [new TableGroup(2, 4), new TableGroup(4, 2)] : null,
    };

    private static Step NextStep(Random random, ref int joined)
    {
        var command = NextCommand(random, ref joined);
        var key = random.Next(4) == 0 ? new CommandKey("key-" + random.Next(5), "print-" + random.Next(2)) : null;
        return new Step(NextWait(random), command, key);
    }

    private static TimeSpan NextWait(Random random) => random.Next(100) switch
    {
        < 25 => TimeSpan.Zero,
        < 60 => TimeSpan.FromSeconds(random.Next(40)),
        < 75 => TimeSpan.FromSeconds(Pick(random, 30, 60, 90, 120)),
        < 85 => TimeSpan.FromTicks(random.NextInt64(TimeSpan.FromMinutes(5).Ticks)),
        < 91 => -TimeSpan.FromSeconds(random.Next(1, 4000)),
        < 99 => TimeSpan.FromSeconds(random.Next(300, 6000)),
        _ => TimeSpan.FromHours(random.Next(1, 1000)),
    };

    private static RoomCommand NextCommand(Random random, ref int joined) => random.Next(3) == 0
        ? NextCraft(random, joined) with { Device = NextDevice(random) }
        : NextBasic(random, ref joined);

    private static RoomCommand NextBasic(Random random, ref int joined) => random.Next(100) switch
    {
        < 33 => NextJoin(random, ref joined),
        < 50 => new Advance(Maybe(random, joined), Maybe(random, joined)),
        < 61 => new Call(Some(random, joined), Rev(random)),
        < 67 => new Seat(Some(random, joined), Rev(random)),
        < 72 => new MarkNoShow(Some(random, joined), Rev(random)),
        < 77 => new Leave(Some(random, joined)),
        < 81 => new Kick(Some(random, joined)),
        < 88 => new Restore(Some(random, joined), Rev(random)),
        < 91 => new DeclareNearby(Some(random, joined)),
        < 93 => new ReportDelivery(Some(random, joined), Pick(random, Enum.GetValues<PushState>()), random.Next(3)),
        < 95 => new DeadlinePassed(),
        < 96 => new Reschedule(Plan(random)),
        < 99 => new ResumeService(Some(random)) { Enough = Some(random) },
        _ => random.Next(2) == 0 ? new Close() : new DeadlinePassed(),
    };

    private static WaitlistCommand NextCraft(Random random, int joined) => random.Next(100) switch
    {
        < 16 => new Undo(random.Next(8) == 0 ? random.Next(1, 40) : Story.CurrentRev),
        < 27 => new Hold(Some(random, joined), Rev(random)),
        < 38 => new Unhold(Some(random, joined), Pick(random, Rev(random), Story.CurrentRev, Story.CurrentRev)),
        < 42 => new GiveMoreTime(Some(random, joined), Rev(random), random.Next(1, 10)),
        < 54 => new EditParty(Some(random, joined), Pick(random, Actor.Host, Actor.Guest), Rev(random))
        {
            Name = random.Next(3) == 0 ? Pick(random, [.. Names, ""]) : null,
            Size = random.Next(2) == 0 ? random.Next(0, 8) : null,
        },
        < 62 => new Move(Some(random, joined), Rev(random), Maybe(random, joined)),
        < 66 => new LetAhead(Some(random, joined), random.Next(1, 4)),
        < 74 => new Snooze(Some(random, joined), random.Next(1, 6)),
        < 78 => new SayOnMyWay(Some(random, joined)),
        < 84 => new SayStillHere(Some(random, joined)),
        < 86 => new Decline(random.Next(0, 7), random.Next(2) == 0 ? null : random.Next(3_000_000)),
        < 89 => new PauseJoining(),
        < 94 => new ResumeJoining(),
        < 96 => new Announce(random.Next(3) == 0 ? null : "The kitchen is slow", random.Next(1, 30)),
        < 99 => new ChangeSettings(Options(random), Pick(random, 0, Story.CurrentRev)),
        _ => new NameDevice(),
    };

    private static HostDevice? NextDevice(Random random) => random.Next(8) switch
    {
        0 => new HostDevice("b0b0b0b0"),
        1 => new HostDevice("a0a0a0a0", "Tablet"),
        _ => null,
    };

    private static CreateWaitlist Plan(Random random) => Evening.Create(Options(random)) with
    {
        OpensAt = Evening.At(random.Next(7200)),
        Venue = new VenueEvening(Evening.Room, 1, random.Next(1, 4)),
    };

    private static Join NextJoin(Random random, ref int joined)
    {
        // Now and then an id comes twice, as it would from a caller that repeats itself.
        joined += random.Next(20) == 0 && joined > 0 ? 0 : 1;
        var name = random.Next(2) == 0 ? null : Pick(random, Names);
        var size = random.Next(30) == 0 ? Pick(random, -1, 0, 21, int.MaxValue) : random.Next(1, 7);
        return new Join(Evening.Id(joined), name, size, Pick(random, Enum.GetValues<PartySource>()));
    }

    /// <summary>Most often one of the parties that joined last, sometimes one that never did.</summary>
    private static PartyId Some(Random random, int joined) =>
        Evening.Id(random.Next(3) == 0 ? random.Next(1, joined + 2) : Math.Max(1, joined - random.Next(4)));

    private static DateTimeOffset Some(Random random) => Evening.At(random.Next(20_000)).AddTicks(random.Next(10_000));

    private static PartyId? Maybe(Random random, int joined) => random.Next(3) == 0 ? Some(random, joined) : null;

    private static long? Rev(Random random) => random.Next(4) switch
    {
        0 => random.Next(1, 40),
        1 => Story.CurrentRev,
        _ => null,
    };

    private static T Pick<T>(Random random, params T[] from) => from[random.Next(from.Length)];
}
