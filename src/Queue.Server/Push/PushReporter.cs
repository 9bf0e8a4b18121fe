using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using Queue.Server.Analytics;
using Queue.Server.Rooms;

namespace Queue.Server.Push;

/// <summary>
/// Tells what became of alerts: the party's row, and the numbers of managers. At least once: an alert counts as told when both know it,
/// and both take the same news twice. Apart from the delivery loop, which therefore waits for neither.
/// </summary>
internal sealed class PushReporter(
    PushStore store, RoomDirectory directory, AnalyticsStore analytics, TimeProvider time, ILogger<PushReporter> logger) : BackgroundService
{
    private const int AtOnce = 256;
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var retry = FirstRetry;
        while (!stoppingToken.IsCancellationRequested)
        {
            var learned = store.Learned.Next;
            var wait = LookAgain;
            try
            {
                if (await ReportAsync(await store.NewsAsync(AtOnce)))
                {
                    retry = FirstRetry;
                    continue;
                }
            }
            catch (Exception e)
            {
                logger.ReportsDelayed(e, retry.TotalSeconds);
                (learned, wait) = (Task.Delay(retry, time, stoppingToken), retry);
                retry = retry * 2 < LookAgain ? retry * 2 : LookAgain;
            }

            using var done = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            await Task.WhenAny(learned, Task.Delay(wait, time, done.Token));
            await done.CancelAsync();
        }
    }

    private async Task<bool> ReportAsync(IReadOnlyList<PushNews> news)
    {
        if (news.Count == 0)
        {
            return false;
        }

        var failures = await Task.WhenAll(news.Select(TellRoomAsync));
        // The numbers of managers are about guests.
        await analytics.SavePushesAsync([.. news.Where(alert => !new PushTarget(alert.Party).IsRoom)]);

        // A room that cannot be told now holds up no other.
        await store.NoteToldAsync([.. news.Zip(failures).Where(pair => pair.Second is null).Select(pair => pair.First)]);
        return failures.FirstOrDefault(failure => failure is not null) is { } first ? throw first : true;
    }

    private async Task<RoomUnavailableException?> TellRoomAsync(PushNews news)
    {
        PushState? state = news.State switch
        {
            PushStates.Sent => PushState.Sent,
            PushStates.Failed => PushState.Failed,
            _ => null,
        };
        try
        {
            if (state is { } reached
                && PartyId.TryParse(news.Party, out var party)
                && await directory.FindAsync(new RoomId(news.Room)) is { } room)
            {
                await directory.AskAsync(room, new ReportDelivery(party, reached, news.Calls), null);
            }

            return null;
        }
        catch (RoomUnavailableException e)
        {
            return e;
        }
    }
}

internal static partial class PushReporterLog
{
    [LoggerMessage(4004, LogLevel.Warning, "What became of alerts could not be told; tried again in {RetrySeconds} s, nothing is lost")]
    public static partial void ReportsDelayed(this ILogger logger, Exception exception, double retrySeconds);
}
