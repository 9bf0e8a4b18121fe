using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Queue.Core.Rooms;
using Queue.Server.Configuration;
using Queue.Server.Snapshots;
using StackExchange.Redis;

namespace Queue.Server.Redis;

/// <summary>
/// One hash a room: format, version, tag and state, written by a script that compares versions, so that it never goes back, and tells
/// the readers. The tag is a hash of version and state: what somebody else put under our names does not have it, is read as missing,
/// and does not stand in the way of the next version. What Redis has may be gone at any time, and may be older than what it had before: it
/// is a cache and never the truth. The methods throw when it cannot be reached.
/// </summary>
internal sealed class RedisSnapshotStore(
    RedisLink link,
    RedisNames names,
    RedisVoice voice,
    IOptions<RedisOptions> options,
    RedisInstruments instruments,
    ILogger<RedisSnapshotStore> logger)
{
    // KEYS room, code. ARGV format, epoch, version, tag, state, id, lifetime in ms, channel, message.
    private const string PutScript =
        """
        local kind = redis.call('TYPE', KEYS[1]).ok
        if kind == 'hash' then
            local held = redis.call('HMGET', KEYS[1], 'format', 'version', 'tag', 'state')
            local epoch, version = string.match(held[2] or '', '^(%d+)%.(%d+)$')
            if held[1] == ARGV[1] and epoch and held[3] and held[4] then
                epoch, version = tonumber(epoch), tonumber(version)
                local newer = epoch > tonumber(ARGV[2]) or (epoch == tonumber(ARGV[2]) and version > tonumber(ARGV[3]))
                if newer and redis.sha1hex(held[2] .. ' ' .. held[4]) == held[3] then
                    return 0
                end
            end
        elseif kind ~= 'none' then
            redis.call('DEL', KEYS[1])
        end
        redis.call('HMSET', KEYS[1], 'format', ARGV[1], 'version', ARGV[2] .. '.' .. ARGV[3], 'tag', ARGV[4], 'state', ARGV[5])
        redis.call('PEXPIRE', KEYS[1], ARGV[7])
        redis.call('SET', KEYS[2], ARGV[6], 'PX', ARGV[7])
        redis.call('PUBLISH', ARGV[8], ARGV[9])
        return 1
        """;

    private static readonly RedisValue[] Fields = ["format", "version", "tag", "state"];

    private readonly long lifetime = (long)options.Value.SnapshotLifetime.TotalMilliseconds;
    private int saidForeign;
    private int saidNewer;

    /// <summary>It can be expected to answer.</summary>
    public bool IsUp => link.IsUp;

    /// <summary>Keeps a snapshot unless a newer one of its room is there, and tells the readers; tells whether it did.</summary>
    public async Task<bool> PutAsync(SharedSnapshot snapshot)
    {
        try
        {
            var version = snapshot.Version;
            var stored = await link.AskAsync(database => database.ScriptEvaluateAsync(
                PutScript,
                [names.Room(snapshot.Room.Value), names.Code(snapshot.Code)],
                [
                    SharedSnapshot.Format, version.Epoch, version.Version, TagOf(version.ToString(), snapshot.State.Span), snapshot.State.ToArray(),
                    snapshot.Room.Value, lifetime, names.Changes, voice.Room(snapshot.Code, version).ToString(),
                ]));
            var kept = (long)stored == 1;
            instruments.Put(kept ? "stored" : "stale");
            if (!kept && Interlocked.Exchange(ref saidNewer, 1) == 0)
            {
                logger.NewerThanTheLog();
            }

            return kept;
        }
        catch (Exception)
        {
            instruments.Put("failed");
            throw;
        }
    }

    /// <summary>Tells the readers that a code leads to no room any more.</summary>
    public Task SayNoneAsync(RoomCode code) =>
        link.AskAsync(database => database.PublishAsync(RedisLink.Channel(names.Changes), voice.Gone(code).ToString()));

    /// <summary>The newest snapshot of the room that a code leads to; <see langword="null"/> when there is none that can be used.</summary>
    public async Task<RoomSnapshot?> GetAsync(RoomCode code)
    {
        try
        {
            var id = await link.AskAsync(database => database.StringGetAsync(names.Code(code)));
            if (id.IsNull)
            {
                return null;
            }

            // One command, so the fields are of one version.
            var fields = await link.AskAsync(database => database.HashGetAsync(names.Room(id.ToString()), Fields));
            return Array.TrueForAll(fields, static field => field.IsNull) ? null : Read(id.ToString(), code, fields) ?? Foreign();
        }
        catch (RedisServerException e) when (e.Message.StartsWith("WRONGTYPE", StringComparison.Ordinal))
        {
            return Foreign();
        }
    }

    private static RoomSnapshot? Read(string id, RoomCode code, RedisValue[] fields)
    {
        var (version, tag, state) = (fields[1].ToString(), fields[2].ToString(), (byte[]?)fields[3] ?? []);
        return string.Equals(fields[0], SharedSnapshot.Format, StringComparison.Ordinal)
            && RoomId.TryParse(id, out var room)
            && SnapshotVersion.TryParse(version, out var parsed)
            && string.Equals(tag, TagOf(version, state), StringComparison.Ordinal)
            && new SharedSnapshot(room, code, parsed, state).TryRead(out var snapshot)
                ? snapshot
                : null;
    }

    // SHA-1 because Redis can compute it too. It tells what is damaged or foreign; it is no protection against who may write to Redis.
    private static string TagOf(string version, ReadOnlySpan<byte> state)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        hash.AppendData(Encoding.ASCII.GetBytes(version + " "));
        hash.AppendData(state);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private RoomSnapshot? Foreign()
    {
        instruments.Foreign();
        if (Interlocked.Exchange(ref saidForeign, 1) == 0)
        {
            logger.ForeignValue();
        }

        return null;
    }
}
