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
    Keys,

    /// <summary>Chat rooms and venues that are opened. The only one that is counted by the day.</summary>
    Rooms,

    /// <summary>Attempts to unlock a device of a venue.</summary>
    Unlocks,
    AnonymousMessages,
    Messages,

    /// <summary>A room's owner may post many at once.</summary>
    OwnerMessages,
}

/// <summary>
/// Rates per address or credential, by the generic cell rate algorithm (ITU-T I.371): one number a key, the instant up to which its
/// allowance is used. A full allowance may be taken at once; it comes back evenly within a minute, or a day. Keys that are full again are forgotten.
/// </summary>
internal sealed class RateLimits(IOptions<LimitOptions> options, TimeProvider time, SharedLimits? shared = null) : IDisposable
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(1);

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
        if (shared is null || !limits.Enabled || await shared.TakeAsync(key, limits.AllowanceOf(rate)) is not { } answer)
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

        sweeper ??= time.CreateTimer(_ => Sweep(), null, SweepEvery, SweepEvery);
        var now = time.GetTimestamp();
        var (window, step) = InTicks(rate);
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
        var (window, step) = InTicks(rate);
        retryAfter = time.GetElapsedTime(now, until + step - window);
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

    private (long Window, long Step) InTicks(Rate rate)
    {
        var (most, within) = limits.AllowanceOf(rate);
        var window = (long)(within.TotalSeconds * time.TimestampFrequency);
        return (window, window / most);
    }

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

/// <summary>How much may be taken at once, and the time in which all of it comes back.</summary>
internal readonly record struct Allowance(int Most, TimeSpan Within);

/// <summary>Whose allowance of what.</summary>
internal readonly record struct RateKey(Rate Rate, UInt128 Subject, RoomCode Code);
