using System.Diagnostics.Metrics;

namespace Queue.Server.Redis;

/// <summary>What is counted about Redis. No tag names a room.</summary>
internal sealed class RedisInstruments
{
    private readonly Counter<long> puts;
    private readonly Counter<long> foreign;
    private readonly Counter<long> lookups;
    private readonly Counter<long> answers;
    private readonly Counter<long> localLimits;

    public RedisInstruments(IMeterFactory meters)
    {
        var meter = meters.Create("Queue.Redis");
        puts = meter.CreateCounter<long>("queue.redis.puts", "{snapshot}", "Snapshots written, by outcome.");
        foreign = meter.CreateCounter<long>("queue.redis.foreign", "{value}", "Values and messages that are not ours.");
        lookups = meter.CreateCounter<long>("queue.redis.lookups", "{room}", "Rooms that a reader had to look up, by outcome.");
        answers = meter.CreateCounter<long>("queue.redis.answers", "{question}", "Questions of readers, by outcome.");
        localLimits = meter.CreateCounter<long>("queue.redis.limits.local", "{request}", "Requests whose shared limit was counted here alone, by reason.");
        meter.CreateObservableGauge("queue.redis.up", () => IsUp() ? 1 : 0, "{server}", "1 while Redis answers.");
        meter.CreateObservableGauge("queue.redis.waiting", () => Waiting(), "{room}", "Rooms that wait to be written, or at a reader to be read.");
    }

    /// <summary>Set by the link.</summary>
    public Func<bool> IsUp { get; set; } = () => false;

    /// <summary>Set by the feed or the mirror.</summary>
    public Func<int> Waiting { get; set; } = () => 0;

    public void Put(string outcome) => puts.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public void Foreign() => foreign.Add(1);

    public void LookedUp(string outcome) => lookups.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public void Answered(string outcome) => answers.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public void CountedHere(string reason) => localLimits.Add(1, new KeyValuePair<string, object?>("reason", reason));
}
