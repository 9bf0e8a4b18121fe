using Microsoft.Extensions.Options;
using Queue.Core.Rooms;
using Queue.Server.Configuration;
using StackExchange.Redis;

namespace Queue.Server.Redis;

/// <summary>The keys and channels in Redis. Values belong to a room's id; a code only leads to it, as a later room may take it over.</summary>
internal sealed class RedisNames(IOptions<RedisOptions> options)
{
    private readonly string prefix = options.Value.KeyPrefix;

    /// <summary>From the writer: a room has a new version, there is no such room, a sign of life.</summary>
    public string Changes => prefix + "changes";

    /// <summary>To the writer: a reader asks for a room.</summary>
    public string Questions => prefix + "questions";

    /// <summary>To the writer: whose phones a reader has heard of.</summary>
    public string Sightings => prefix + "sightings";

    /// <summary>To the writer: which hosts' screens a reader has heard of.</summary>
    public string Hosts => prefix + "hosts";

    /// <summary>To the writer: how a reader's polls went.</summary>
    public string Polls => prefix + "polls";

    public RedisKey Room(string id) => prefix + "room:" + id;

    public RedisKey Code(RoomCode code) => prefix + "code:" + code;

    public RedisKey Beat(string writer) => prefix + "beat:" + writer;

    public RedisKey Rate(string name) => prefix + "rate:" + name;
}
