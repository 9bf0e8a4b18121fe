namespace Queue.Server.Rooms;

/// <summary>What the engine tells an operator. Never a name, a code, an id or a token: a room is known by its metrics only.</summary>
internal static partial class RoomsLog
{
    [LoggerMessage(1001, LogLevel.Error, "A commit failed; its commands were refused and the room is read again from the log")]
    public static partial void CommitFailed(this ILogger logger, Exception exception);

    [LoggerMessage(1002, LogLevel.Warning, "A room was written by another process; it is read again and its commands are decided anew")]
    public static partial void Fenced(this ILogger logger);

    [LoggerMessage(1003, LogLevel.Error, "Deciding {Command} failed; this is a bug, the room is as before")]
    public static partial void DecideFailed(this ILogger logger, Exception exception, string command);

    [LoggerMessage(1004, LogLevel.Warning, "Deadlines could not be handled and are tried again in {RetrySeconds} s")]
    public static partial void DeadlinesDelayed(this ILogger logger, Exception exception, double retrySeconds);

    [LoggerMessage(
        1005,
        LogLevel.Information,
        "The engine started with {Log}; a durable commit takes {CommitMs:0.0} ms here, {Due} rooms have a deadline soon, outage to make up for: {Outage}")]
    public static partial void EngineStarted(this ILogger logger, string log, double commitMs, int due, bool outage);

    [LoggerMessage(1006, LogLevel.Information, "The engine stopped; everything that was accepted is stored")]
    public static partial void EngineStopped(this ILogger logger);

    [LoggerMessage(1007, LogLevel.Warning, "A sign of life could not be stored")]
    public static partial void HeartbeatFailed(this ILogger logger, Exception exception);

    [LoggerMessage(1008, LogLevel.Warning, "A room could not be taken out of memory")]
    public static partial void EvictionFailed(this ILogger logger, Exception exception);
}
