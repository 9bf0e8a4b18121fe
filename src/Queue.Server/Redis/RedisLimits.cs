using StackExchange.Redis;

namespace Queue.Server.Redis;

/// <summary>What Redis says about an allowance.</summary>
/// <param name="IsAllowed">There was something to take.</param>
/// <param name="Used">How much of it is used up, as the time in which that comes back.</param>
/// <param name="RetryAfter">How long to wait, when there was nothing to take.</param>
internal readonly record struct SharedAllowance(bool IsAllowed, TimeSpan Used, TimeSpan RetryAfter);

/// <summary>
/// The generic cell rate algorithm of <see cref="Http.RateLimits"/> as a script, on the clock of Redis, which is one for all. A key
/// holds the instant up to which its allowance is used, and goes when it is whole again.
/// </summary>
internal static class RedisLimits
{
    // KEYS key. ARGV microseconds that one costs, microseconds of the whole allowance.
    private const string Script =
        """
        local clock = redis.call('TIME')
        local now = clock[1] * 1000000 + clock[2]
        local cost, window = tonumber(ARGV[1]), tonumber(ARGV[2])
        local held = redis.pcall('GET', KEYS[1])
        local used = type(held) == 'string' and tonumber(held) or 0
        if not (used > now) then used = now end
        if used > now + window then used = now + window end
        local after = used + cost
        if after > now + window then
            return { 0, math.ceil(used - now), math.ceil(after - now - window) }
        end
        redis.call('SET', KEYS[1], string.format('%.0f', after), 'PX', math.ceil((after - now) / 1000) + 1)
        return { 1, math.ceil(after - now), 0 }
        """;

    /// <summary>Takes one from an allowance, or nothing when there is not enough.</summary>
    public static async Task<SharedAllowance> TakeAsync(IDatabase database, RedisKey key, TimeSpan cost, TimeSpan window)
    {
        var answer = (long[]?)await database.ScriptEvaluateAsync(Script, [key], [(long)cost.TotalMicroseconds, (long)window.TotalMicroseconds]);
        return answer is [var allowed, var used, var wait]
            ? new SharedAllowance(allowed == 1, TimeSpan.FromMicroseconds(used), TimeSpan.FromMicroseconds(wait))
            : throw new InvalidDataException("Redis gave something else than three numbers.");
    }
}
