using System.Collections.Concurrent;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Queue.Core.Rooms;
using Queue.Server.Configuration;

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
internal sealed class RateLimits(IOptions<LimitOptions> options, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Key, long> usedUntil = new();
    private readonly ConcurrentDictionary<UInt128, int> connections = new();
    private readonly LimitOptions limits = options.Value;
    private ITimer? sweeper;

    /// <summary>Takes one from an allowance. Says how long to wait when it is used up.</summary>
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
        var step = window / PerMinute(rate);
        var key = new Key(rate, subject, code);
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
        if (!limits.Enabled || usedUntil.IsEmpty || !usedUntil.TryGetValue(new Key(rate, subject, default), out var until))
        {
            return false;
        }

        var now = time.GetTimestamp();
        var window = (long)(Window.TotalSeconds * time.TimestampFrequency);
        retryAfter = time.GetElapsedTime(now, until + (window / PerMinute(rate)) - window);
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

    private int PerMinute(Rate rate) => rate switch
    {
        Rate.Creates => limits.CreatesPerMinute,
        Rate.Joins => limits.JoinsPerMinute,
        Rate.CodeMisses => limits.CodeMissesPerMinute,
        Rate.Polls => limits.PollsPerMinute,
        Rate.PublicPolls => limits.PublicPollsPerMinute,
    };

    private readonly record struct Key(Rate Rate, UInt128 Subject, RoomCode Code);
}
