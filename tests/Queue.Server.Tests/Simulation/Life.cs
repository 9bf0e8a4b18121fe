using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Queue.Core.Rooms;
using Queue.Server.Configuration;
using Queue.Server.Rooms;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Simulation;

/// <summary>One life of the real engine, from its start on what the disk holds to a crash that takes everything else with it.</summary>
internal sealed class Life : IDisposable
{
    private readonly RoomEngine engine;

    public Life(SimulatedDisk disk, DateTimeOffset now, Random random, SeededContext context)
    {
        Time = new ManualTime(now);
        Context = context;
        Log = new SimulatedEventLog(disk, Time, random);
        var instruments = new RoomInstruments(new Meters());
        var clock = new ServiceClock(Time);
        var committer = new Committer(Log, clock, Time, new CommitSignal(), instruments);
        var scheduler = new DeadlineScheduler(Log, Time, clock, instruments, NullLogger<DeadlineScheduler>.Instance);
        var options = Options.Create(new RoomOptions { EvictAfter = TimeSpan.FromSeconds(30), MailboxCapacity = 8 });
        var services = new RoomServices(
            Log, Time, clock, committer, scheduler, instruments, options, NullLogger<RoomActor>.Instance);
        Directory = new RoomDirectory(services, new SeededCodes(random));
        engine = new RoomEngine(Log, Time, clock, committer, scheduler, Directory, services, NullLogger<RoomEngine>.Instance);
    }

    public ManualTime Time { get; }

    public SeededContext Context { get; }

    public SimulatedEventLog Log { get; }

    public RoomDirectory Directory { get; }

    public void Start()
    {
        Task? started = null;
        Context.Run(() => started = engine.StartAsync(CancellationToken.None));
        while (started is { IsCompleted: false })
        {
            Context.Drain();
            Time.Advance(TimeSpan.FromMilliseconds(5));
        }

        Assert.True(started is { IsCompletedSuccessfully: true }, started?.Exception?.ToString());
        Log.Faults = true;
    }

    public void Dispose() => engine.Dispose();

    // Few characters, so that codes collide.
    private sealed class SeededCodes(Random random) : RoomCodeSource
    {
        public override RoomCode Next() => RoomCode.Parse("BBBBB" + RoomCode.Alphabet[random.Next(8)]);
    }

    private sealed class Meters : IMeterFactory
    {
        public Meter Create(MeterOptions options) => new(options.Name);

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
