using System.Text;
using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using Queue.Server.Rooms;
using Queue.Server.Snapshots;

namespace Queue.Server.Tests.Simulation;

/// <summary>A command with what its client knows.</summary>
internal sealed class SentCommand(RoomCode code, RoomId room, RoomCommand command, CommandKey? key)
{
    public RoomCode Code => code;

    public RoomId Room => room;

    public RoomCommand Command => command;

    public CommandKey? Key => key;

    public RoomReply? Acknowledged { get; set; }
}

/// <summary>
/// Stands outside of the engine, writes down what clients were told and saw, and says so at once when a promise is broken. What it
/// knows outlives every crash.
/// </summary>
internal sealed class Witness(SimulatedDisk disk)
{
    private static readonly TimeSpan LongestLateness = TimeSpan.FromSeconds(10);

    private readonly GraceWatch graces = new(disk);
    private DateTimeOffset quietFrom = DateTimeOffset.MaxValue;
    private DateTimeOffset latest;
    private readonly Dictionary<string, string> bodies = new(StringComparer.Ordinal);
    private readonly Dictionary<RoomId, RoomSnapshot> seen = [];
    private readonly Dictionary<RoomId, RoomActor> actors = [];

    public List<SentCommand> Sent { get; } = [];

    public OpeningWatch Openings { get; } = new(disk);

    /// <summary>Forgets what is only promised within one life of the engine.</summary>
    public void NewLife(DateTimeOffset now)
    {
        seen.Clear();
        actors.Clear();
        graces.Started(now);
    }

    public void Crashed(DateTimeOffset servedUntil) => graces.Crashed(servedUntil);

    public void DiskReturned(DateTimeOffset since, DateTimeOffset now) => graces.DiskReturned(since, now);

    /// <summary>
    /// Nothing fails any more: what falls due is done in time, once the timers of a machine that slept have run and a clock that was set
    /// back is where it was.
    /// </summary>
    public void Quiet(DateTimeOffset now) => quietFrom = (now > latest ? now : latest) + TimeSpan.FromSeconds(150);

    public void Jumped(TimeSpan by, DateTimeOffset now)
    {
        latest = now - by > latest ? now - by : latest;
        graces.Jumped(by, now);
    }

    public void Acknowledged(SentCommand sent, RoomAnswer answer)
    {
        Assert.True(answer.Version <= disk.VersionOf(sent.Room), "I5: an answer left before it was durable");
        if (answer.Reply is not { } reply)
        {
            return;
        }

        Assert.True(sent.Acknowledged is null || sent.Acknowledged == reply, "I3: a repeat got another answer");
        sent.Acknowledged = reply;
    }

    /// <summary>Looks at a room as a poll does.</summary>
    public void Look(RoomActor room)
    {
        CheckAlone(room);
        var snapshot = (WaitlistSnapshot)room.Current;
        Assert.True(snapshot.Version <= disk.VersionOf(room.Id), "I5: a version was shown before it was durable");
        if (seen.TryGetValue(room.Id, out var before) && before == snapshot)
        {
            return;
        }

        Assert.True(before is null || snapshot.Version >= before.Version, "a poller saw an older version");
        seen[room.Id] = snapshot;
        foreach (var kind in new[] { AudienceKind.Host, AudienceKind.Public, AudienceKind.Display })
        {
            var view = snapshot.View(new Audience(kind))!;
            var body = Encoding.UTF8.GetString(view.Body);
            Assert.True(bodies.TryAdd(view.ETag.ToString(), body) || bodies[view.ETag.ToString()] == body, "I7: one tag for two bodies");
        }
    }

    // One writer a room: there is a second actor only when the first has left memory.
    private void CheckAlone(RoomActor room)
    {
        var known = actors.TryAdd(room.Id, room) ? room : actors[room.Id];
        Assert.True(room == known || room.Gone.IsCompleted || known.Gone.IsCompleted, "there are two actors for one room");
        actors[room.Id] = known.Gone.IsCompleted ? room : known;
    }

    /// <summary>What must hold of the disk when all is over.</summary>
    public void CheckDisk(DateTimeOffset now)
    {
        Openings.CheckDisk();
        foreach (var id in disk.Rooms)
        {
            var state = CheckFold(disk.EventsOf(id));
            CheckLateness(state, now);
        }

        var answers = disk.Rooms.SelectMany(disk.EventsOf).OfType<CommandAnswered>().ToLookup(e => e.Key, StringComparer.Ordinal);
        foreach (var sent in Sent)
        {
            CheckCommand(sent, answers);
        }
    }

    /// <summary>I4: the events fold from zero to what the checkpoint gives. I9: nobody was dropped before the time was up.</summary>
    private RoomState CheckFold(IReadOnlyList<RoomEvent> events)
    {
        RoomState? state = null;
        foreach (var happened in events)
        {
            if (state is WaitlistState before)
            {
                CheckCall(before, happened);
            }

            Assert.True(state is null || happened.At >= state.LastInstant, "time ran back in a room");
            CheckLateness(state, happened.At);
            state = RoomLogic.Evolve(state, happened);
        }

        var stored = disk.Load(state!.Id)!;
        var loaded = stored.Events.Aggregate(stored.Checkpoint, RoomLogic.Evolve)!;
        Assert.Equal(Encoding.UTF8.GetString(RoomJson.WriteState(state)), Encoding.UTF8.GetString(RoomJson.WriteState(loaded)));
        return state;
    }

    private void CheckCall(WaitlistState before, RoomEvent happened)
    {
        if (happened is PartyMarkedNoShow { By: Actor.Timer } missed)
        {
            var call = before.Parties.Find(missed.Party)!.Call!;
            Assert.True(call.Deadline <= missed.At, "I9: a call ran out before its time");
            Assert.NotEqual(CallExpiry.Keep, before.Options.OnCallExpired);
            graces.Check(before.Id, missed, call.Version);
        }

        if (happened is CallExtended extended)
        {
            graces.Check(before.Id, extended, before.Parties.Find(extended.Party)!.Call!.Version, before.Version + 1);
        }
    }

    /// <summary>I9: nothing that was due had still not happened by <paramref name="at"/>.</summary>
    private void CheckLateness(RoomState? state, DateTimeOffset at)
    {
        if (state is not null && RoomLogic.NextDeadline(state) is { } due)
        {
            var late = at - (due > quietFrom ? due : quietFrom);
            Assert.True(due > at || late <= LongestLateness, $"I9: something was due at {due:O} and had not happened by {at:O}");
        }
    }

    private void CheckCommand(SentCommand sent, ILookup<string, CommandAnswered> answers)
    {
        if (sent.Key is { } key)
        {
            var kept = answers[key.Key].ToList();
            Assert.True(kept.Count <= 1, "I3: a command took effect twice");
            Assert.True(sent.Acknowledged is null || kept.Count == 1, "I1: an acknowledged command is not stored");
            Assert.True(sent.Acknowledged is null || kept[0].Reply == sent.Acknowledged, "I3: the stored answer is another");
        }
        else if (sent is { Acknowledged: not null, Command: Join join })
        {
            Assert.True(
                disk.EventsOf(sent.Room).OfType<PartyJoined>().Count(e => e.Party == join.Party) == 1, "I1: an acknowledged join is not stored once");
        }
    }
}
