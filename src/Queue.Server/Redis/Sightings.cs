using System.Globalization;
using Queue.Core.Waitlist;
using Queue.Server.Metrics;
using Queue.Server.Rooms;

namespace Queue.Server.Redis;

/// <summary>What a reader tells the writer of those who ask it: the ids of parties, the fingerprints of hosts' tokens, in messages of bounded
/// length, and how their polls went.</summary>
internal sealed class Sightings(RedisLink link, RedisNames names, PartyPresence presence, HostPresence hosts, PollHealth health, TimeProvider time) : BackgroundService
{
    private const int MostInMessage = 200;
    private const char Between = ',';
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    private long[] told = new long[PollHealth.Length];

    /// <summary>The parties that a message names; what is no id is left out.</summary>
    public static IEnumerable<PartyId> Parse(string message) => message.Split(Between)
        .Take(MostInMessage)
        .Where(text => Guid.TryParseExact(text, "N", out _))
        .Select(text => new PartyId(Guid.ParseExact(text, "N")));

    /// <summary>The hosts that a message names, by fingerprint; what is none is left out.</summary>
    public static IEnumerable<UInt128> ParseHosts(string message) => message.Split(Between)
        .Take(MostInMessage)
        .Where(text => text.Length == 32 && UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _))
        .Select(text => UInt128.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        var from = time.GetUtcNow();
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var now = time.GetUtcNow();
            if (link.IsUp && await TryTellAsync(from))
            {
                from = now;
            }
        }
    }

    private async Task<bool> TryTellAsync(DateTimeOffset from)
    {
        try
        {
            await TellAsync(names.Sightings, presence.Since(from).Select(party => party.Value.ToString("N", CultureInfo.InvariantCulture)));
            await TellAsync(names.Hosts, hosts.Since(from).Select(host => host.ToString("x32", CultureInfo.InvariantCulture)));
            var polls = health.Own;
            await SayAsync(names.Polls, PollMessage.Write(polls, told));
            told = polls;

            return true;
        }
        catch (Exception)
        {
            return false; // The link says that Redis is down; the same are told next time.
        }
    }

    private async Task TellAsync(string channel, IEnumerable<string> ids)
    {
        foreach (var some in ids.Chunk(MostInMessage))
        {
            await SayAsync(channel, string.Join(Between, some));
        }
    }

    private Task<long> SayAsync(string channel, string message) =>
        link.AskAsync(database => database.PublishAsync(RedisLink.Channel(channel), message));
}
