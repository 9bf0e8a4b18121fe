using Microsoft.Extensions.Options;
using Queue.Core.Rooms;
using Queue.Server.Configuration;
using Queue.Server.Storage;

namespace Queue.Server.Rooms;

/// <summary>What every room of one process shares.</summary>
internal sealed class RoomServices(
    IEventLog log,
    TimeProvider time,
    ServiceClock clock,
    Committer committer,
    DeadlineScheduler scheduler,
    RoomInstruments instruments,
    IOptions<RoomOptions> options,
    ILogger<RoomActor> logger)
{
    public IEventLog Log => log;

    public TimeProvider Time => time;

    public ServiceClock Clock => clock;

    public Committer Committer => committer;

    public DeadlineScheduler Scheduler => scheduler;

    public RoomInstruments Instruments => instruments;

    public int MailboxCapacity => options.Value.MailboxCapacity;

    public TimeSpan EvictAfter => options.Value.EvictAfter;

    public ILogger Logger => logger;

    /// <summary>Told of every room that was loaded or has a new version, after its commit; must not wait.</summary>
    public Action<RoomState>? Changed { get; set; }
}
