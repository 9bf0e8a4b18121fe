using System.Globalization;
using Queue.Core.Waitlist;
using Queue.Server.Rooms;

namespace Queue.Server.Redis;

/// <summary>What a reader tells the writer of the phones that ask it: the ids of their parties, in messages of bounded length.</summary>
internal sealed class Sightings(RedisLink link, RedisNames names, PartyPresence presence, TimeProvider time) : BackgroundService
{
    private const int MostInMessage = 200;
    private const char Between = ',';
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    /// <summary>The parties that a message names; what is no id is left out.</summary>
    public static IEnumerable<PartyId> Parse(string message) => message.Split(Between)
        .Take(MostInMessage)
        .Where(text => Guid.TryParseExact(text, "N", out _))
        .Select(text => new PartyId(Guid.ParseExact(text, "N")));

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
            foreach (var some in presence.Since(from).Chunk(MostInMessage))
            {
                var message = string.Join(Between, some.Select(party => party.Value.ToString("N", CultureInfo.InvariantCulture)));
                await link.AskAsync(database => database.PublishAsync(RedisLink.Channel(names.Sightings), message));
            }

            return true;
        }
        catch (Exception)
        {
            return false; // The link says that Redis is down; the same are told next time.
        }
    }
}
