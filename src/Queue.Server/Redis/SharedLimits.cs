using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Queue.Server.Configuration;
using Queue.Server.Http;
using StackExchange.Redis;

namespace Queue.Server.Redis;

/// <summary>
/// Allowances that all processes share. A request waits for Redis only so long; when it is down or slow it is counted here alone, and
/// for a second nobody else waits. Polls are counted in each process alone: they are many, and cheap.
/// </summary>
internal sealed class SharedLimits(
    RedisLink link, RedisNames names, IOptions<RedisOptions> options, TimeProvider time, RedisInstruments instruments)
{
    private static readonly TimeSpan LeaveAlone = TimeSpan.FromSeconds(1);

    private readonly TimeSpan longest = TimeSpan.FromMilliseconds(options.Value.LimitWaitMilliseconds);
    private long slowAt;
    private volatile bool wasSlow;

    /// <summary>Takes one from an allowance; null when Redis does not say in time.</summary>
    public async ValueTask<SharedAllowance?> TakeAsync(RateKey key, Allowance allowance)
    {
        if (!link.IsUp || IsLeftAlone())
        {
            instruments.CountedHere(link.IsUp ? "slow" : "down");
            return null;
        }

        try
        {
            return await link.AskAsync(
                database => RedisLimits.TakeAsync(database, NameOf(key), allowance.Within / allowance.Most, allowance.Within), longest);
        }
        catch (Exception e)
        {
            if (e is TimeoutException)
            {
                Volatile.Write(ref slowAt, time.GetTimestamp());
                wasSlow = true;
            }

            instruments.CountedHere(e is TimeoutException ? "slow" : "down");
            return null;
        }
    }

    private bool IsLeftAlone()
    {
        if (wasSlow && time.GetElapsedTime(Volatile.Read(ref slowAt)) >= LeaveAlone)
        {
            wasSlow = false;
        }

        return wasSlow;
    }

    // Subjects are addresses and parts of credentials, so they are hashed.
    private RedisKey NameOf(RateKey key)
    {
        Span<byte> subject = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(subject, key.Subject);
        var code = key.Code == default ? "-" : key.Code.ToString();
        return names.Rate($"{key.Rate}:{code}:{Convert.ToHexStringLower(SHA256.HashData(subject).AsSpan(0, 16))}");
    }
}
