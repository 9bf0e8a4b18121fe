using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using Queue.Server.Rooms;

namespace Queue.Server.Tests.Simulation;

/// <summary>
/// Opens queues under idempotency keys as the endpoint does, with an id of its own for each request: often sent twice at once, sent again
/// later whatever became of it, and sometimes with another body.
/// </summary>
internal sealed class Openings(Random random, OpeningWatch watch)
{
    private static readonly string[] Bodies = ["Trattoria", "Osteria"];

    private readonly List<SentOpening> sent = [];
    private int quiet;

    /// <summary>Opens a queue to use. Gives what its requests were answered with.</summary>
    public Task<List<RoomActor>> OpenAsync(Life life) => SendAsync(life, Remember(new CommandKey($"create-{random.Next(3)}", Body()), null));

    /// <summary>Opens a queue that nobody ever looks at again; it closes by itself.</summary>
    public Task OpenQuietAsync(Life life) => SendAsync(
        life,
        Remember(new CommandKey($"quiet-{quiet++}", Body()), life.Time.GetUtcNow() + TimeSpan.FromSeconds(random.Next(30, 900))));

    /// <summary>Sends something again that was sent before.</summary>
    public Task RepeatAsync(Life life) => SendAsync(life, sent[random.Next(sent.Count)]);

    public Task RepeatAllAsync(Life life) => Task.WhenAll(sent.Select(opening => SendAsync(life, opening)));

    private SentOpening Remember(CommandKey key, DateTimeOffset? closesAt)
    {
        var opening = new SentOpening(key, closesAt);
        sent.Add(opening);
        return opening;
    }

    private string Body() => Bodies[random.Next(Bodies.Length)];

    private async Task<List<RoomActor>> SendAsync(Life life, SentOpening opening)
    {
        var second = random.Next(3) == 0 ? opening with { Key = opening.Key with { Fingerprint = Body() } } : opening;
        SentOpening[] together = random.Next(3) == 0 ? [opening] : [opening, second];
        var rooms = await Task.WhenAll(together.Select(one => SendOneAsync(life, one)));
        return [.. rooms.OfType<RoomActor>()];
    }

    private async Task<RoomActor?> SendOneAsync(Life life, SentOpening opening)
    {
        var options = new WaitlistOptions
        {
            MaxGuests = 60,
            CallWindowSeconds = 30 + random.Next(60),
            OnCallExpired = random.Next(4) == 0 ? CallExpiry.NoShow : CallExpiry.NoShowAndCallNext,
        };
        var id = Ids.Room(random);
        var create = new CreateWaitlist
        {
            Id = id,
            Code = default,
            EventName = opening.Key.Fingerprint,
            ClosesAt = opening.ClosesAt,
            Options = options,
        };
        watch.Sent(opening.Key, id);
        try
        {
            var (room, error) = await life.Directory.FindCreatedAsync(opening.Key) ?? await life.Directory.OpenAsync(create, opening.Key);
            watch.Answered(opening.Key, room, error);
            return room;
        }
        catch (Exception e) when (e is RoomUnavailableException or IOException)
        {
            // Nobody knows whether it is stored; sent again it will be told.
            return null;
        }
    }

    private sealed record SentOpening(CommandKey Key, DateTimeOffset? ClosesAt);
}
