using Queue.Core.Rooms;
using Queue.Core.Venues;
using Queue.Core.Waitlist;
using Queue.Server.Rooms;
using Queue.Server.Snapshots;

namespace Queue.Server.Venues;

/// <summary>
/// Brings the evenings of a venue in line with what the venue says: opens the one that is planned, lets one that has not opened follow a new
/// plan, tells the venue of those that are over, closes the last one when the venue ends. What is to do follows from the states alone, so
/// it may be done any number of times; all venues are gone through at the start, for what a crash left undone. Not a handler of events: an
/// evening opens also while a broker is away.
/// </summary>
internal sealed class VenueKeeper(RoomServices services, RoomDirectory directory, TimeProvider time, ILogger<VenueKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    private readonly CoalescedWork<RoomId> unsettled = new(time, RetryAfter);

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        services.Changed += Notice;
        return base.StartAsync(cancellationToken);
    }

    /// <summary>
    /// Does what is to do about a venue, whose own change is stored already: what cannot be done now is tried again in the background.
    /// </summary>
    public async Task SettleAsync(RoomId id)
    {
        try
        {
            await SettleNowAsync(id);
        }
        catch (RoomUnavailableException e)
        {
            logger.VenueDelayed(e, RetryAfter.TotalSeconds);
            unsettled.Add(id);
        }
    }

    private async Task SettleNowAsync(RoomId id)
    {
        if (await directory.FindAsync(id) is not { Current.State: VenueState venue })
        {
            return;
        }

        if (venue.Ended)
        {
            directory.Release(venue.Code);
        }

        if (venue.Evening is { } evening && await FindQueueAsync(venue, evening) is { } queue)
        {
            await AlignAsync(venue, evening, queue);
        }

        foreach (var number in venue.Unfolded)
        {
            if (await directory.FindAsync(VenueEvening.RoomOf(id, number)) is { Current.State: WaitlistState { ClosedAt: { } closedAt } over })
            {
                await directory.AskAsync(id, new FoldEvening(number, closedAt, over.Waits), null);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.WhenAll(AddAllAsync(stoppingToken), unsettled.RunAsync(TrySettleAsync, static () => true, stoppingToken));
    }

    private void Notice(RoomState state)
    {
        switch (state)
        {
            case VenueState:
                unsettled.Add(state.Id);
                break;
            case WaitlistState { ClosedAt: not null, Venue: { } evening }:
                unsettled.Add(evening.Venue);
                break;
        }
    }

    private async Task AddAllAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                foreach (var venue in await services.Log.VenuesAsync(cancellationToken))
                {
                    unsettled.Add(venue);
                }

                return;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                logger.VenueDelayed(e, RetryAfter.TotalSeconds);
                await Task.Delay(RetryAfter, time, cancellationToken);
            }
        }
    }

    private async Task TrySettleAsync(RoomId id)
    {
        try
        {
            await SettleNowAsync(id);
        }
        catch (Exception e)
        {
            logger.VenueDelayed(e, RetryAfter.TotalSeconds);
            throw;
        }
    }

    private async Task<RoomActor?> FindQueueAsync(VenueState venue, Evening evening) => venue.Ended
        ? await directory.FindAsync(VenueEvening.RoomOf(venue.Id, evening.Number))
        : await directory.OpenEveningAsync(EveningQueue.Of(venue, evening));

    private async Task AlignAsync(VenueState venue, Evening evening, RoomActor queue)
    {
        var state = queue.Current.State as WaitlistState;
        if (venue.Ended && state is { Closed: null })
        {
            await directory.AskAsync(queue, new Close(), null);
        }
        else if (!venue.Ended && state?.Venue?.Plan < evening.Plan)
        {
            await directory.AskAsync(queue, new Reschedule(EveningQueue.Of(venue, evening)), null);
        }
    }
}

internal static partial class VenueKeeperLog
{
    [LoggerMessage(1501, LogLevel.Warning, "The evening of a venue could not be opened or closed; tried again in {RetrySeconds} s")]
    public static partial void VenueDelayed(this ILogger logger, Exception exception, double retrySeconds);
}
