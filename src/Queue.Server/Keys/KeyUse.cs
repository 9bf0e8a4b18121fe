namespace Queue.Server.Keys;

/// <summary>Stores once a minute, and at the end, when keys were last used: not with every request. After a crash up to a minute of it is missing.</summary>
internal sealed class KeyUse(KeyStore keys, TimeProvider time, ILogger<KeyUse> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await NoteAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await NoteAsync();
        }
    }

    private async Task NoteAsync()
    {
        try
        {
            await keys.NoteUseAsync();
        }
        catch (Exception e)
        {
            logger.UseNotNoted(e);
        }
    }
}

internal static partial class KeysLog
{
    [LoggerMessage(1401, LogLevel.Warning, "When API keys were last used could not be stored")]
    public static partial void UseNotNoted(this ILogger logger, Exception exception);
}
