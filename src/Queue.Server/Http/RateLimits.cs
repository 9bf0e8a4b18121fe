using System.Collections.Concurrent;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Queue.Core.Rooms;
using Queue.Server.Configuration;
using Queue.Server.Redis;

namespace Queue.Server.Http;

/// <summary>What is counted.</summary>
internal enum Rate
{
    Creates,
    Joins,
    CodeMisses,
    Polls,
    PublicPolls,
}

/// <summary>
/// Rates per address or credential, by the generic cell rate algorithm (ITU-T I.371): one number a key, the instant up to which its
/// allowance is used. A full allowance is a minute's worth at once; it comes back evenly. Keys that are full again are forgotten.
/// </summary>
internal sealed class RateLimits(IOptions<LimitOptions> options, TimeProvider time, SharedLimits? shared = null) : IDisposable
{
    /// <summary>The time in which a used up allowance is whole again.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<RateKey, long> usedUntil = new();
    private readonly ConcurrentDictionary<UInt128, int> connections = new();
    private readonly LimitOptions limits = options.Value;
    private ITimer? sweeper;

    /// <summary>
    /// Takes one from an allowance that all processes share, when they can be asked in time; else from the one of this process. Null when
    /// there was one to take, else how long to wait.
    /// </summary>
    public async ValueTask<TimeSpan?> TakeAsync(Rate rate, UInt128 subject, RoomCode code)
    {
        if (!TryTake(rate, subject, code, out var retryAfter))
        {
            return retryAfter;
        }

        var key = new RateKey(rate, subject, code);
        if (shared is null || !limits.Enabled || await shared.TakeAsync(key, limits.PerMinute(rate)) is not { } answer)
        {
            return null;
        }

        Learn(key, answer.Used);
        return answer.IsAllowed ? null : answer.RetryAfter;
    }

    /// <summary>Takes one from the allowance of this process. Says how long to wait when it is used up.</summary>
    public bool TryTake(Rate rate, UInt128 subject, RoomCode code, out TimeSpan retryAfter)
    {
        retryAfter = TimeSpan.Zero;
        if (!limits.Enabled)
        {
            return true;
        }

        sweeper ??= time.CreateTimer(_ => Sweep(), null, Window, Window);
        var now = time.GetTimestamp();
        var window = (long)(Window.TotalSeconds * time.TimestampFrequency);
        var step = window / limits.PerMinute(rate);
        var key = new RateKey(rate, subject, code);
        while (true)
        {
            var known = usedUntil.TryGetValue(key, out var before);
            var next = Math.Max(known ? before : 0, now) + step;
            if (next - now > window)
            {
                retryAfter = time.GetElapsedTime(now, next - window);
                return false;
            }

            if (known ? usedUntil.TryUpdate(key, next, before) : usedUntil.TryAdd(key, next))
            {
                return true;
            }
        }
    }

    /// <summary>Tells whether an allowance is used up, without taking from it.</summary>
    public bool IsUsedUp(Rate rate, UInt128 subject, out TimeSpan retryAfter)
    {
        retryAfter = TimeSpan.Zero;
        if (!limits.Enabled || usedUntil.IsEmpty || !usedUntil.TryGetValue(new RateKey(rate, subject, default), out var until))
        {
            return false;
        }

        var now = time.GetTimestamp();
        var window = (long)(Window.TotalSeconds * time.TimestampFrequency);
        retryAfter = time.GetElapsedTime(now, until + (window / limits.PerMinute(rate)) - window);
        return retryAfter > TimeSpan.Zero;
    }

    /// <summary>Counts a socket or held poll of an address; <see langword="false"/> when it has too many.</summary>
    public bool TryConnect(UInt128 address)
    {
        var count = connections.AddOrUpdate(address, 1, static (_, before) => before + 1);
        if (count <= limits.ConnectionsPerAddress)
        {
            return true;
        }

        Disconnect(address);
        return false;
    }

    public void Disconnect(UInt128 address)
    {
        if (connections.AddOrUpdate(address, 0, static (_, before) => before - 1) <= 0)
        {
            connections.TryRemove(new KeyValuePair<UInt128, int>(address, 0));
        }
    }

    /// <summary>The address of a client as a number; IPv6 by its /64, as one customer has all of it.</summary>
    public static UInt128 AddressOf(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } address)
        {
            return 0;
        }

        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        // An IPv4 address stands at the end, where every IPv6 one has zeros.
        var isV6 = address.AddressFamily == AddressFamily.InterNetworkV6;
        address.TryWriteBytes(isV6 ? bytes : bytes[12..], out _);
        if (isV6)
        {
            bytes[8..].Clear();
        }

        return BitConverter.ToUInt128(bytes);
    }

    public void Dispose() => sweeper?.Dispose();

    private void Sweep()
    {
        var now = time.GetTimestamp();
        foreach (var pair in usedUntil.Where(pair => pair.Value <= now))
        {
            usedUntil.TryRemove(pair);
        }
    }

    // What the others used up is used up here too.
    private void Learn(RateKey key, TimeSpan used)
    {
        var until = time.GetTimestamp() + (long)(used.TotalSeconds * time.TimestampFrequency);
        usedUntil.AddOrUpdate(key, static (_, told) => told, static (_, known, told) => Math.Max(known, told), until);
    }
}

/// <summary>Whose allowance of what.</summary>
internal readonly record struct RateKey(Rate Rate, UInt128 Subject, RoomCode Code);
