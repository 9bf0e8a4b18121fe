using MassTransit;

namespace Queue.Server.Events.RabbitMq;

/// <summary>
/// Keeps a bus running, which is up when all queues are declared and bound and their consumers run. MassTransit would find back to a
/// broker by itself, but after pauses of up to half a minute, and at times not at all when the connection broke under load. So a bus that
/// lost its broker is replaced by a new one as soon as the broker takes connections.
/// </summary>
internal sealed class RabbitMqBus(RabbitMqAddress address, RabbitMqTopology topology, TimeProvider time, ILoggerFactory loggers) : BackgroundService
{
    private const int LooksUntilLost = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly ILogger logger = loggers.CreateLogger<RabbitMqBus>();
    private TaskCompletionSource<IBus> up = NewSignal();

    public bool IsUp => Volatile.Read(ref up).Task.IsCompleted;

    /// <summary>The bus, when it is up or soon will be; else throws.</summary>
    public Task<IBus> UpAsync(CancellationToken cancellationToken) => Volatile.Read(ref up).Task.WaitAsync(LongestWait, time, cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        LogContext.ConfigureCurrentLogContext(loggers);
        var said = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // Asked plainly first, as starting a bus without a broker takes its time.
                await using (await RabbitMqConnection.OpenAsync(address, stoppingToken))
                {
                    said = false;
                }

                await RunAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                if (!said)
                {
                    logger.BrokerNotReached(address, (e.InnerException ?? e).Message);
                }

                said = true;
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
    }

    private static TaskCompletionSource<IBus> NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task RunAsync(CancellationToken stoppingToken)
    {
        var bus = Bus.Factory.CreateUsingRabbitMq(topology.Configure);
        try
        {
            await bus.StartAsync(stoppingToken).WaitAsync(LongestStart, TimeProvider.System, stoppingToken);
            up.SetResult(bus);
            logger.BrokerReached(address);
            await UntilLostAsync(bus, stoppingToken);
            logger.BrokerLost(address);
        }
        finally
        {
            Volatile.Write(ref up, NewSignal());
            await StopAsync(bus);
        }
    }

    // It mends small things by itself, such as a queue that was deleted; for that it gets a moment.
    private async Task UntilLostAsync(IBusControl bus, CancellationToken stoppingToken)
    {
        for (var ill = 0; ill < LooksUntilLost;)
        {
            await Task.Delay(Pause, time, stoppingToken);
            ill = bus.CheckHealth().Status == BusHealthStatus.Healthy ? 0 : ill + 1;
        }
    }

    private async Task StopAsync(IBusControl bus)
    {
        try
        {
            using var stop = new CancellationTokenSource(LongestStop, TimeProvider.System);
            await bus.StopAsync(stop.Token).WaitAsync(LongestStop, TimeProvider.System);
        }
        catch (Exception e)
        {
            logger.StopFailed(e);
        }
    }
}

internal static partial class RabbitMqBusLog
{
    [LoggerMessage(3011, LogLevel.Information, "{Address} is reached; its queues are declared and consumed")]
    public static partial void BrokerReached(this ILogger logger, RabbitMqAddress address);

    [LoggerMessage(3012, LogLevel.Warning, "{Address} is not reached; events are kept until it is: {Reason}")]
    public static partial void BrokerNotReached(this ILogger logger, RabbitMqAddress address, string reason);

    [LoggerMessage(3013, LogLevel.Warning, "{Address} is lost; events are kept until it is back")]
    public static partial void BrokerLost(this ILogger logger, RabbitMqAddress address);

    [LoggerMessage(3014, LogLevel.Warning, "A bus that lost its broker did not stop in time")]
    public static partial void StopFailed(this ILogger logger, Exception exception);
}
