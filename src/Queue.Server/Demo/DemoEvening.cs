using System.Collections.Immutable;
using System.Security.Cryptography;
using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using Queue.Server.Rooms;
using Queue.Server.Snapshots;

namespace Queue.Server.Demo;

/// <summary>
/// A restaurant's evening on the real engine. Before the server takes requests, the hours up to now are played by a clock that runs
/// ahead; then it goes on in real time.
/// </summary>
internal sealed class DemoEvening(DemoTime time, RoomDirectory directory, ServiceClock clock, ILogger<DemoEvening> logger) : BackgroundService
{
    private static readonly ImmutableList<TableGroup> Tables = [new(2, 10), new(4, 9), new(6, 4)];

    /// <summary>How long ago the evening began.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(150);

    private static readonly TimeSpan PlayedStep = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LiveStep = TimeSpan.FromSeconds(5);

    private readonly DemoGuests guests = new();
    private readonly DemoHost host = new(new DemoTables(Tables, time.GetUtcNow()));
    private WaitlistState? queue;

    /// <summary>The demo's queue. There is one once the evening was begun.</summary>
    public WaitlistState Queue => queue ?? throw new InvalidOperationException("The demo was not begun.");

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        var room = await OpenAsync();
        do
        {
            // A clock that leaps is no outage of the service.
            clock.Beat(time.GetUtcNow());
            await StepAsync(room.Id, PlayedStep);
        }
        while (time.Advance(PlayedStep) && !cancellationToken.IsCancellationRequested);

        await StepAsync(room.Id, PlayedStep);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LiveStep, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await StepAsync(Queue.Id, LiveStep);
            }
            catch (RoomUnavailableException e)
            {
                logger.StepFailed(e);
            }
        }
    }

    private async Task<RoomActor> OpenAsync()
    {
        var options = WaitlistOptions.Restaurant() with
        {
            TimeZone = TimeZoneInfo.Local.HasIanaId ? TimeZoneInfo.Local.Id : "UTC",
            DisplayNames = DisplayNames.Initial,
            TurnMinutes = DemoTables.UsualTurn,
            Tables = Tables,
        };
        var create = new CreateWaitlist
        {
            Id = RoomId.From(RandomNumberGenerator.GetBytes(RoomId.Length / 2)),
            Code = default,
            EventName = "Osteria Aurora",
            Location = "12 Harbour Street",
            Options = options,
        };
        var (room, error) = await directory.OpenAsync(create, key: null);
        queue = room is null ? throw new InvalidOperationException($"The demo's queue was refused: {error}") : StateOf(room);
        return room;
    }

    private async Task StepAsync(RoomId id, TimeSpan step)
    {
        var room = await directory.FindAsync(id) ?? throw new RoomUnavailableException("The demo's queue is gone.");
        var before = StateOf(room);
        if (before.Closed is not null)
        {
            return;
        }

        var now = time.GetUtcNow();
        foreach (var command in guests.Act(before, now, step).Concat(host.Act(before, now)).ToList())
        {
            // Somebody at the host screen may have been quicker: then it is refused, as it would be for a second host.
            await directory.AskAsync(room, command, key: null);
        }

        queue = StateOf(room);
    }

    private static WaitlistState StateOf(RoomActor room) => ((WaitlistSnapshot)room.Current).Waitlist;
}

internal static partial class DemoLog
{
    [LoggerMessage(1, LogLevel.Warning, "The demo goes on with its next step")]
    public static partial void StepFailed(this ILogger logger, Exception exception);
}
