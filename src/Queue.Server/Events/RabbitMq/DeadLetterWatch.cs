using System.Diagnostics.Metrics;

namespace Queue.Server.Events.RabbitMq;

/// <summary>Looks every few seconds how many dead letters there are, for the metrics, for <c>/health/ready</c> and, when they get more, for the log.</summary>
internal sealed class DeadLetterWatch : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private readonly DeadLetters letters;
    private readonly TimeProvider time;
    private readonly ILogger<DeadLetterWatch> logger;
    private IReadOnlyDictionary<string, long> counts = new Dictionary<string, long>(StringComparer.Ordinal);

    public DeadLetterWatch(DeadLetters letters, IMeterFactory meters, TimeProvider time, ILogger<DeadLetterWatch> logger)
    {
        (this.letters, this.time, this.logger) = (letters, time, logger);
        meters.Create(EventInstruments.MeterName).CreateObservableGauge(
            "queue.events.dead_letters", Measure, "{event}", "Events that no delivery could handle, by handler.");
    }

    /// <summary>What to say about them; null when there are none.</summary>
    public string? Trouble => counts.Values.Sum() is > 0 and var all
        ? $"{all} dead letters, which dead-letters shows and replay-dead-letters tries again"
        : null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception) when (!stoppingToken.IsCancellationRequested)
            {
                // The broker is away, which the relay and the bus say loudly enough. What was known last is shown on.
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var handler in HandlerNames.All)
        {
            found[handler] = await letters.CountAsync(handler, cancellationToken);
            if (found[handler] > counts.GetValueOrDefault(handler))
            {
                logger.DeadLettersFound(RabbitMqQueues.DeadOf(handler), found[handler]);
            }
        }

        counts = found;
    }

    private IEnumerable<Measurement<long>> Measure() =>
        counts.Select(count => new Measurement<long>(count.Value, new KeyValuePair<string, object?>("handler", count.Key)));
}

internal static partial class DeadLetterWatchLog
{
    [LoggerMessage(3020, LogLevel.Error, "{Queue} holds {Count} events that could not be handled; see dead-letters in docs/operations.md")]
    public static partial void DeadLettersFound(this ILogger logger, string queue, long count);
}
