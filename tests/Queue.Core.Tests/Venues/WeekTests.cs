using System.Globalization;
using Queue.Core.Hours;
using Queue.Core.Rooms;
using Queue.Core.Venues;
using Queue.Core.Waitlist;
using static Queue.Core.Tests.Venues.VenueStories;

namespace Queue.Core.Tests.Venues;

/// <summary>
/// A venue and its queues over ten days with a clock change, on a clock that goes from deadline to deadline, each room stored and read
/// back between any two steps as over a restart.
/// </summary>
public sealed class WeekTests
{
    private const int Days = 10;

    public static TheoryData<string, string> Changes => new()
    {
        { "Europe/Berlin", "2026-03-25" },
        { "Europe/Berlin", "2026-10-20" },
        { "America/New_York", "2026-03-04" },
        { "America/New_York", "2026-10-27" },
        { "Australia/Sydney", "2026-09-30" },
        { "Australia/Sydney", "2026-03-31" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void It_opens_and_closes_each_day_by_the_wall_under_one_code(string zone, string from)
    {
        var first = DateOnly.Parse(from, CultureInfo.InvariantCulture);
        var clock = WallClock.Of(zone);
        var week = new Week(Create(Profile with { Hours = Weekly(zone, Daily(18, 4)) }), clock.InstantOf(first, new TimeOnly(12, 0)));
        week.RunUntil(clock.InstantOf(first.AddDays(Days), new TimeOnly(12, 0)));

        var nights = Enumerable.Range(0, Days).Select(first.AddDays).ToList();
        Assert.Equal(nights.Select(day => $"{day:O} 18:00"), week.Times<WaitlistOpened>(clock));
        Assert.Equal(nights.Select(day => $"{day.AddDays(1):O} 03:45"), week.Times<LastCallPassed>(clock));
        Assert.Equal(nights.Select(day => $"{day.AddDays(1):O} 04:00"), week.Times<WaitlistClosed>(clock));

        // The eleventh is there and waits for its evening.
        Assert.Equal(Days + 1, week.Queues.Count);
        Assert.All(week.Queues, queue => Assert.Equal(RoomCode.Parse("BCD234"), queue.Code));
        Assert.All(week.Queues.SkipLast(1), queue => Assert.Equal(CloseReason.ClosingTime, queue.Closed));
        Assert.Equal([Days + 1], week.Venue.Unfolded);
    }

    /// <summary>Does what the server does: opens what is planned, tells what is over.</summary>
    private sealed class Week
    {
        private readonly Dictionary<RoomId, RoomState> rooms = [];
        private readonly List<RoomEvent> happened = [];

        public Week(CreateVenue create, DateTimeOffset at)
        {
            Open(create, at);
            Ask(Id, new DeadlinePassed(), at);
        }

        public VenueState Venue => (VenueState)rooms[Id];

        public IReadOnlyList<WaitlistState> Queues => [.. rooms.Values.OfType<WaitlistState>().OrderBy(queue => queue.Venue?.Number)];

        public IEnumerable<string> Times<T>(WallClock clock)
            where T : RoomEvent =>
            happened.OfType<T>().Select(e => clock.Local(e.At).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));

        public void RunUntil(DateTimeOffset end)
        {
            while (rooms.Values.Select(room => (room.Id, At: RoomLogic.NextDeadline(room))).Where(due => due.At < end).OrderBy(due => due.At).FirstOrDefault()
                is { At: { } at } next)
            {
                Ask(next.Id, new DeadlinePassed(), at);
            }
        }

        private void Ask(RoomId id, RoomCommand command, DateTimeOffset at)
        {
            var decision = RoomLogic.Decide(RoomJson.ReadState(RoomJson.WriteState(rooms[id])), command, null, at);
            rooms[id] = decision.State;
            happened.AddRange(decision.Events);
            foreach (var e in decision.Events)
            {
                React(id, e);
            }
        }

        private void React(RoomId id, RoomEvent e)
        {
            if (e is EveningPlanned)
            {
                Open(QueueOf(Venue), e.At);
            }
            else if (e is WaitlistClosed && rooms[id] is WaitlistState { Venue: { } evening })
            {
                Ask(evening.Venue, new FoldEvening(evening.Number, e.At), e.At);
            }
        }

        private void Open(RoomCommand create, DateTimeOffset at)
        {
            var opened = RoomLogic.Decide(null, create, null, at).State;
            rooms.Add(opened.Id, opened);
        }
    }
}
