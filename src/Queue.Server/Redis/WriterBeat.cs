using Queue.Server.Snapshots;

namespace Queue.Server.Redis;

/// <summary>
/// The writer's sign of life, every second. It leaves a number behind in Redis and looks whether it finds its last one again: if not,
/// Redis was emptied, restarted or set back to an older file, and every room in memory is written again.
/// </summary>
internal sealed class WriterBeat(
    RedisLink link, RedisNames names, RedisVoice voice, SnapshotFeed feed, TimeProvider time, ILogger<WriterBeat> logger) : BackgroundService
{
    // KEYS beat. ARGV last number, this number, lifetime in ms, channel, message.
    private const string Script =
        """
        local held = redis.pcall('GET', KEYS[1])
        redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
        redis.call('PUBLISH', ARGV[4], ARGV[5])
        if held == ARGV[1] then return 1 else return 0 end
        """;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private long last;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            if (link.IsUp)
            {
                await BeatAsync();
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task BeatAsync()
    {
        try
        {
            var found = await link.AskAsync(database => database.ScriptEvaluateAsync(
                Script,
                [names.Beat(voice.Writer)],
                [last, last + 1, (long)Lifetime.TotalMilliseconds, names.Changes, voice.Beat().ToString()]));
            var isFirst = last == 0;
            last++;
            if ((long)found == 0 && feed.PutAll() is > 0 and var rooms && !isFirst)
            {
                logger.Healing(rooms);
            }
        }
        catch (Exception)
        {
            // The link says that Redis is down. The command may be done yet, with a number that is then not the last: one healing too many.
        }
    }
}
