using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using Queue.Server.Rooms;

namespace Queue.Server.Tests.Simulation;

/// <summary>Remembers outages from outside of the engine, and that nobody who was called before one was dropped within the minute after it.</summary>
internal sealed class GraceWatch(SimulatedDisk disk)
{
    private readonly List<Grace> graces = [];
    private readonly Dictionary<RoomId, List<long>> reasons = [];
    private readonly Dictionary<(RoomId Room, PartyId Party, long Call), (CallExtended Extended, long Version)> given = [];
    private DateTimeOffset? lastServed;
    private DateTimeOffset latest;
    private DateTimeOffset graceUntil;
    private DateTimeOffset jumped;

    public void Started(DateTimeOffset now)
    {
        NoteReason();
        if (lastServed is { } before)
        {
            Absent(before, now, ServiceClock.LongestGap);
        }
    }

    // It is noticed with a sign of life that fails.
    // A machine that slept meanwhile gave a minute when it woke; of that so much may be left that it is not given again.
    public void DiskReturned(DateTimeOffset since, DateTimeOffset now) =>
        Absent(since + TimeSpan.FromSeconds(30), now, jumped > since ? ServiceClock.JustGiven : ServiceClock.LongestGap);

    // A crash during the grace does not end the outage.
    public void Crashed(DateTimeOffset servedUntil) => lastServed = servedUntil < graceUntil ? lastServed : servedUntil;

    public void Jumped(TimeSpan by, DateTimeOffset now)
    {
        NoteReason();
        jumped = now;
        if (by > TimeSpan.Zero)
        {
            Absent(now - by, now, ServiceClock.LongestGap);
            return;
        }

        // What was promised on a clock that was ahead is no promise.
        graces.Clear();
        (latest, graceUntil) = (now - by > latest ? now - by : latest, now);
    }

    // A call that was made after the outage is another one: it has the time that it was given.
    public void Check(RoomId room, PartyMarkedNoShow missed, long call)
    {
        foreach (var grace in graces.Where(grace => grace.From <= missed.At && missed.At < grace.Until))
        {
            Assert.False(
                grace.Open.Contains((room, missed.Party, call)), $"I9: a call ran out at {missed.At:O}, in the grace from {grace.From:O} on");
        }
    }

    /// <summary>Nobody is given time twice for one outage, though rooms come back one after the other.</summary>
    public void Check(RoomId room, CallExtended extended, long call, long version)
    {
        var key = (room, extended.Party, call);
        if (given.TryGetValue(key, out var before) && IsTwice(before.Extended, extended))
        {
            Assert.True(
                reasons.GetValueOrDefault(room, []).Exists(reason => before.Version <= reason && reason < version),
                $"a call was extended at {before.Extended.At:O} and again at {extended.At:O}");
        }

        given[key] = (extended, version);
    }

    // What was left of an earlier grace is another matter.
    private static bool IsTwice(CallExtended before, CallExtended extended) =>
        before.Deadline - before.At >= ServiceClock.LongestGap && extended.At - before.At < TimeSpan.FromSeconds(10);

    // A start in the grace of the one before, or a clock that jumps, may give time anew.
    private void NoteReason()
    {
        foreach (var room in disk.Rooms)
        {
            reasons.TryAdd(room, []);
            reasons[room].Add(disk.VersionOf(room));
        }
    }

    // Until the clock is where it was before it was set back, nobody can tell how long the service was away.
    private void Absent(DateTimeOffset before, DateTimeOffset now, TimeSpan grace)
    {
        if (now - before > ServiceClock.LongestGap && before >= latest)
        {
            (lastServed, graceUntil) = (before, now + grace);
            graces.Add(new Grace(now, graceUntil, [.. disk.Rooms.SelectMany(OpenCalls)]));
        }
    }

    private IEnumerable<(RoomId Room, PartyId Party, long Call)> OpenCalls(RoomId id)
    {
        var state = (WaitlistState)disk.EventsOf(id).Aggregate((RoomState?)null, RoomLogic.Evolve)!;
        return state.Parties.Called.Select(party => (id, party, state.Parties.Find(party)!.Call!.Version));
    }

    private sealed record Grace(DateTimeOffset From, DateTimeOffset Until, HashSet<(RoomId Room, PartyId Party, long Call)> Open);
}
