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

    private readonly Random random;
    private readonly SimulatedDisk disk = new();
    private readonly Witness witness;
    private readonly Crowd crowd;
    private DateTimeOffset now = new(2026, 3, 6, 18, 0, 0, TimeSpan.Zero);

    private Simulator(int seed)
    {
        random = new Random(seed);
        witness = new Witness(disk);
        crowd = new Crowd(random, witness);
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

    // In some last lives nobody comes, and in others nobody asks for old rooms again: what is due is found all the same.
    private long Live(bool last)
    {
        var context = new SeededContext(random);
        using var life = new Life(disk, now, random, context);
        witness.NewLife(now);
        crowd.Over = false;
        life.Start();
        var weather = new Weather(life, random, witness);
        var clients = new List<Task>();
        var mood = random.Next(3);
        if (!last || mood > 0)
        {
            context.Run(() => clients.AddRange(Enumerable.Range(0, Clients).Select(_ => crowd.BeClientAsync(life))));
        }

        for (var round = Rounds(last); round > 0; round--)
        {
            context.Drain(random.Next(1, 200));
            weather.Pass();
            Surface(clients);
        }

        if (last)
        {
            weather.Clear();
            crowd.Over = true;
            if (mood > 1)
            {
                context.Run(() => clients.Add(crowd.RepeatOpeningsAsync(life)));
            }

            Settle(life, clients);
        }

        // What is still under way dies here: nothing of this life is ever run again.
        witness.Crashed(weather.ServedUntil);
        now = life.Time.GetUtcNow() + TimeSpan.FromSeconds(random.Next(4) == 0 ? random.Next(7200) : random.Next(30));
        return (context.Trace.Steps * 397) ^ context.Trace.Hash;
    }

    // Some lives are short: a crash soon after a start, within the grace.
    private int Rounds(bool last) => !last && random.Next(3) == 0 ? random.Next(1, 10) : RoundsALife;

    // No more faults and no new commands: everything due must now happen, and everything seen must be what is stored.
    private void Settle(Life life, List<Task> clients)
    {
        witness.Quiet(life.Time.GetUtcNow());
        var stored = Array.Empty<long>();
        for (var i = 0; i < 1200; i++)
        {
            life.Context.Drain();
            life.Time.Advance(TimeSpan.FromMilliseconds(500));
            if (i is > 0 and < 300 && i % 20 == 0)
            {
                stored = CheckPolls(life, i < 280 ? [] : stored);
            }
        }

        life.Context.Drain();
        Surface(clients);
        Assert.All(clients, client => Assert.True(client.IsCompleted, "a command was never answered"));
        witness.CheckDisk(life.Time.GetUtcNow());
    }

    // Polls keep the rooms in memory. When nothing fails any more, they soon show what is stored, also when no command comes: though not
    // before the clock is where it was when it was set back.
    private long[] CheckPolls(Life life, long[] stored)
    {
        var shown = crowd.Rooms.Select(queue => life.Directory.FindLoaded(queue.Code)?.Current.Version ?? long.MaxValue).ToList();
        Assert.All(shown.Zip(stored), poll => Assert.True(poll.First >= poll.Second, $"a poll goes on showing version {poll.First} of {poll.Second}"));
        return [.. crowd.Rooms.Select(queue => disk.VersionOf(queue.Id))];
    }

    private static void Surface(List<Task> clients)
    {
        foreach (var client in clients.Where(client => client.IsFaulted))
        {
            client.GetAwaiter().GetResult();
        }
    }
}
