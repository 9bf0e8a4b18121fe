using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using Queue.Server.Rooms;

namespace Queue.Server.Tests.Simulation;

/// <summary>The clients of an evening, who do as they please: open, join, call, repeat what was not answered, hold polls.</summary>
internal sealed class Crowd(Random random, Witness witness)
{
    private const int Queues = 2;

    private readonly List<PartyId> parties = [];
    private readonly Openings openings = new(random, witness.Openings);
    private int keys;

    /// <summary>The queues that are used; there are others that are only opened.</summary>
    public List<(RoomCode Code, RoomId Id)> Rooms { get; } = [];

    /// <summary>Nobody begins anything new.</summary>
    public bool Over { get; set; }

    /// <summary>Does one thing after the other, until the evening is over.</summary>
    public async Task BeClientAsync(Life life)
    {
        while (!Over)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(1, 400)), life.Time);
            try
            {
                await ActAsync(life);
            }
            catch (Exception e) when (e is RoomUnavailableException or IOException)
            {
                // Refused or unknown; what has a key is tried again some time.
            }
        }
    }

    /// <summary>Sends every create once more, when all is well again.</summary>
    public Task RepeatOpeningsAsync(Life life) => openings.RepeatAllAsync(life);

    private async Task ActAsync(Life life)
    {
        if (Rooms.Count < Queues)
        {
            Use(await openings.OpenAsync(life));
            return;
        }

        switch (random.Next(200))
        {
            case 0:
                await openings.OpenQuietAsync(life);
                return;
            case < 8:
                await openings.RepeatAsync(life);
                return;
            case < 20:
                await JoinInOrderAsync(life, Rooms[random.Next(Rooms.Count)].Id);
                return;
        }

        var (code, id) = Rooms[random.Next(Rooms.Count)];
        var unknown = witness.Sent.Where(sent => sent is { Key: not null, Acknowledged: null } && sent.Room == id).ToList();
        var sent = unknown.Count > 0 && random.Next(3) == 0 ? unknown[random.Next(unknown.Count)] : Think(code, id);
        if (await life.Directory.FindAsync(code, CancellationToken.None) is not { } room)
        {
            throw new InvalidOperationException("A room that was opened is gone.");
        }

        witness.Look(room);
        if (random.Next(5) == 0)
        {
            await HoldAsync(life, room);
            return;
        }

        var answer = await life.Directory.AskAsync(room, sent.Command, sent.Key);
        witness.Acknowledged(sent, answer);
        witness.Look(await life.Directory.FindAsync(id) ?? room);
    }

    // One after the other, without waiting for the answer.
    private async Task JoinInOrderAsync(Life life, RoomId id)
    {
        if (await life.Directory.FindAsync(id) is { } room)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ =>
                life.Directory.AskAsync(room, new Join(Ids.Party(random), null, 1, PartySource.Guest), null)));
            var versions = answers.Where(answer => answer.Reply is not null).Select(answer => answer.Version).ToList();
            Assert.True(room.Gone.IsCompleted || versions.SequenceEqual(versions.Order()), "commands were done in another order than they came");
        }
    }

    // A held poll: it must be woken, or time out.
    private async Task HoldAsync(Life life, RoomActor room)
    {
        if (room.TryHold())
        {
            var over = new TaskCompletionSource();
            var signalled = ForwardAsync(room.Current.Superseded, over);
            var timedOut = ForwardAsync(Task.Delay(TimeSpan.FromSeconds(random.Next(1, 10)), life.Time), over);
            await over.Task;
            witness.Look(room);
            room.Release();
        }
    }

    // Not WhenAny: on a signal that runs its continuations asynchronously it would take another thread.
    private static async Task ForwardAsync(Task signal, TaskCompletionSource to)
    {
        await signal;
        to.TrySetResult();
    }

    private void Use(List<RoomActor> opened) =>
        Rooms.AddRange(opened.Select(room => (room.Current.State.Locator!.Value, room.Id)).Distinct().Except(Rooms));

    private SentCommand Think(RoomCode code, RoomId id)
    {
        var key = random.Next(3) > 0 ? new CommandKey($"key-{keys++}", "print") : null;
        var sent = new SentCommand(code, id, NextCommand(), key);
        witness.Sent.Add(sent);
        return sent;
    }

    private RoomCommand NextCommand()
    {
        var party = parties.Count > 0 ? parties[^Math.Min(parties.Count, random.Next(1, 12))] : default;
        switch (random.Next(200))
        {
            case < 80:
                parties.Add(Ids.Party(random));
                return new Join(parties[^1], null, random.Next(1, 5), PartySource.Guest);
            case < 120:
                return new Advance(null, null);
            case < 145:
                return new Call(party, null);
            case < 160:
                return new Seat(party, null);
            case < 175:
                return new Leave(party);
            case < 185:
                return new Kick(party);
            case < 191:
                return new MarkNoShow(party, null);
            case < 196:
                return new Restore(party, null);
            case < 199:
                return new DeclareNearby(party);
            default:
                return new Close();
        }
    }
}
