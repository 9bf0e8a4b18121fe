using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using Queue.Server.Rooms;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Simulation;

/// <summary>
/// One evening from a seed: several lives of the real engine on one disk, clients that do as they please, slow and failing storage, a
/// second writer, crashes, and a clock that jumps. Everything random comes from the seed and everything runs on one thread, so the same
/// seed is the same evening to the last step.
/// </summary>
internal sealed class Simulator
{
    private const int Lives = 4;
    private const int RoundsALife = 60;
    private const int Clients = 5;
    private const int Queues = 2;

    private readonly Random random;
    private readonly SimulatedDisk disk = new();
    private readonly Witness witness;
    private readonly List<(RoomCode Code, RoomId Id)> queues = [];
    private readonly List<PartyId> parties = [];
    private DateTimeOffset now = new(2026, 3, 6, 18, 0, 0, TimeSpan.Zero);
    private bool over;
    private int keys;

    private Simulator(int seed)
    {
        random = new Random(seed);
        witness = new Witness(disk);
    }

    /// <summary>Runs the evening of a seed. Gives a hash over all choices that were made.</summary>
    public static long Run(int seed)
    {
        var simulator = new Simulator(seed);
        long trace = 0;
        for (var life = 0; life < Lives; life++)
        {
            trace = (trace * 31) + simulator.Live(last: life == Lives - 1);
        }

        return trace;
    }

    private long Live(bool last)
    {
        var context = new SeededContext(random);
        using var life = new Life(disk, now, random, context);
        witness.NewLife(now);
        over = false;
        life.Start();
        var clients = new List<Task>();
        context.Run(() => clients.AddRange(Enumerable.Range(0, Clients).Select(_ => BeClientAsync(life))));
        for (var round = Rounds(last); round > 0; round--)
        {
            context.Drain(random.Next(1, 200));
            MoveClock(life);
            Surface(clients);
        }

        if (last)
        {
            Settle(life, clients);
        }

        // What is still under way dies here: nothing of this life is ever run again.
        witness.Crashed(life.Time.GetUtcNow());
        now = life.Time.GetUtcNow() + TimeSpan.FromSeconds(random.Next(4) == 0 ? random.Next(7200) : random.Next(30));
        return (context.Trace.Steps * 397) ^ context.Trace.Hash;
    }

    // Some lives are short: a crash soon after a start, within the grace.
    private int Rounds(bool last) => !last && random.Next(3) == 0 ? random.Next(1, 10) : RoundsALife;

    private void MoveClock(Life life)
    {
        switch (random.Next(40))
        {
            case 0:
                var by = TimeSpan.FromSeconds(random.Next(-90, 180));
                SetClock(life.Time, by);
                witness.Jumped(by, life.Time.GetUtcNow());
                break;
            case < 4:
                life.Time.Advance(TimeSpan.FromSeconds(random.Next(60, 200)));
                break;
            default:
                life.Time.Advance(TimeSpan.FromMilliseconds(random.Next(1, 2000)));
                break;
        }
    }

    // Timers of a machine that slept are late on some systems and due at once on others; setting the clock moves none.
    private void SetClock(ManualTime time, TimeSpan by)
    {
        if (by > TimeSpan.Zero && random.Next(2) == 0)
        {
            time.Jump(by);
        }
        else
        {
            time.Shift(by);
        }
    }

    // No more faults and no new commands: everything due must now happen, and everything seen must be what is stored.
    private void Settle(Life life, List<Task> clients)
    {
        over = true;
        life.Log.Faults = false;
        var stored = Array.Empty<long>();
        for (var i = 0; i < 1200; i++)
        {
            life.Context.Drain();
            life.Time.Advance(TimeSpan.FromMilliseconds(500));
            if (i == 20)
            {
                stored = [.. queues.Select(queue => disk.VersionOf(queue.Id))];
            }
            else if (i == 40)
            {
                CheckPolls(life, stored);
            }
        }

        life.Context.Drain();
        Surface(clients);
        Assert.All(clients, client => Assert.True(client.IsCompleted, "a command was never answered"));
        witness.CheckDisk(life.Time.GetUtcNow());
    }

    // When nothing fails any more, a poll soon shows what is stored, also when no command comes.
    private void CheckPolls(Life life, long[] stored)
    {
        foreach (var (queue, version) in queues.Zip(stored))
        {
            var shown = life.Directory.FindLoaded(queue.Code)?.Current.Version ?? version;
            Assert.True(shown >= version, $"a poll goes on showing version {shown} of {version}");
        }
    }

    private static void Surface(List<Task> clients)
    {
        foreach (var client in clients.Where(client => client.IsFaulted))
        {
            client.GetAwaiter().GetResult();
        }
    }

    private async Task BeClientAsync(Life life)
    {
        while (!over)
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

    private async Task ActAsync(Life life)
    {
        if (queues.Count < Queues)
        {
            await OpenAsync(life);
            return;
        }

        var (code, id) = queues[random.Next(queues.Count)];
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

    private async Task OpenAsync(Life life)
    {
        var options = new WaitlistOptions
        {
            MaxGuests = 60,
            CallWindowSeconds = 30 + random.Next(60),
            OnCallExpired = random.Next(4) == 0 ? CallExpiry.NoShow : CallExpiry.NoShowAndCallNext,
        };
        var key = new CommandKey($"create-{random.Next(3)}", "print");
        var opened = new List<RoomActor>();
        await Task.WhenAll(Enumerable.Range(0, random.Next(1, 3)).Select(async _ => opened.Add(await OpenAsync(life, options, key))));
        witness.Opened(key, opened);
        queues.AddRange(opened.Select(room => (room.Current.State.Locator!.Value, room.Id)).Except(queues));
    }

    // As the endpoint does, with an id of its own for each request.
    private async Task<RoomActor> OpenAsync(Life life, WaitlistOptions options, CommandKey key)
    {
        var create = new CreateWaitlist { Id = Ids.Room(random), Code = default, EventName = "Simulated", Options = options };
        var (room, _) = await life.Directory.FindCreatedAsync(key) ?? await life.Directory.OpenAsync(create, key);
        return room ?? throw new InvalidOperationException("A queue was refused.");
    }

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
            case < 195:
                return new MarkNoShow(party, null);
            case < 199:
                return new DeclareNearby(party);
            default:
                return new Close();
        }
    }
}
