namespace Queue.Server.Redis;

/// <summary>What is logged about Redis. Never a key, a value, or the connection string.</summary>
internal static partial class RedisLog
{
    [LoggerMessage(5001, LogLevel.Information, "Redis answers at {Servers}: snapshots and limits are shared")]
    public static partial void RedisUp(this ILogger logger, string servers);

    [LoggerMessage(
        5002,
        LogLevel.Warning,
        "Redis does not answer at {Servers} ({Reason}): polls are served from memory, limits are counted in each process; it is tried on")]
    public static partial void RedisDown(this ILogger logger, string servers, string reason);

    [LoggerMessage(
        5003,
        LogLevel.Warning,
        "Redis holds something under our names that is not ours; it is treated as missing. Said once; queue_redis_foreign_total counts on")]
    public static partial void ForeignValue(this ILogger logger);

    [LoggerMessage(5004, LogLevel.Information, "Redis had lost or taken back what was in it; {Rooms} rooms are written again")]
    public static partial void Healing(this ILogger logger, int rooms);

    [LoggerMessage(
        5005,
        LogLevel.Warning,
        "Redis holds a newer version of a room than its log: was a backup restored without raising the epoch? Said once; queue_redis_puts_total counts on")]
    public static partial void NewerThanTheLog(this ILogger logger);

    [LoggerMessage(
        5006,
        LogLevel.Error,
        "Another writer uses the same Redis and the same Queue:Redis:KeyPrefix: readers get answers of both, so that queues seem to come and go. Give each installation a prefix of its own")]
    public static partial void AnotherWriter(this ILogger logger);
}
