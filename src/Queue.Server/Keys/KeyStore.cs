using System.Collections.Concurrent;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Queue.Core.Rooms;
using Queue.Server.Configuration;
using Queue.Server.Storage;

namespace Queue.Server.Keys;

/// <summary>
/// All keys, in <c>keys.db</c> and in memory. A key is good from the moment its row is on the disk, and no more from the moment its row
/// is gone. Found by its prefix, which is no secret, and then compared by its hash.
/// </summary>
internal sealed class KeyStore : IDisposable
{
    /// <summary>Keys that one owner may have.</summary>
    public const int MostOfOwner = 100;

    private const string SelectAll =
        "SELECT prefix AS Prefix, hash AS Hash, owner AS Owner, created_at AS CreatedAt, last_used_at AS LastUsedAt FROM keys";

    private readonly ConcurrentDictionary<string, ApiKey> byPrefix = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ApiKey> used = new(StringComparer.Ordinal);
    private readonly SqliteWriter<KeyStatements> writer;
    private readonly TimeProvider time;

    public KeyStore(DataFolder folder, IOptions<StorageOptions> options, TimeProvider time)
    {
        this.time = time;
        var connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = folder.File("keys.db"),
            DefaultTimeout = options.Value.BusySeconds,
        }.ToString();
        try
        {
            writer = new SqliteWriter<KeyStatements>(connectionString, KeySchema.Schema, connection => new KeyStatements(connection));
            using var connection = new SqliteConnection(connectionString);
            connection.Open();
            foreach (var (prefix, hash, owner, createdAt, lastUsedAt) in connection.Query<(string, byte[], string, long, long?)>(SelectAll))
            {
                byPrefix[prefix] = new ApiKey(prefix, new OwnerId(owner), hash, At(createdAt), lastUsedAt is { } at ? At(at) : null);
            }
        }
        catch (SqliteException e)
        {
            throw new StartupException(
                $"{folder.File("keys.db")} cannot be used: {e.Message} Restore it, or move it away (all API keys stop working).", e);
        }
    }

    /// <summary>The key of a text; <see langword="null"/> when there is none.</summary>
    public ApiKey? Find(string text)
    {
        if (!ApiKey.IsText(text) || !byPrefix.TryGetValue(text[..ApiKey.PrefixLength], out var key) || !key.IsFor(text))
        {
            return null;
        }

        key.Use(time.GetUtcNow());
        used[key.Prefix] = key;
        return key;
    }

    /// <summary>The key of a prefix, when it is this owner's.</summary>
    public ApiKey? FindOwn(OwnerId owner, string prefix) =>
        byPrefix.TryGetValue(prefix, out var key) && key.Owner == owner ? key : null;

    /// <summary>All keys, or those of one owner; oldest first.</summary>
    public IReadOnlyList<ApiKey> List(OwnerId? owner = null) =>
        [.. byPrefix.Values.Where(key => owner is null || key.Owner == owner)
            .OrderBy(key => key.CreatedAt).ThenBy(key => key.Prefix, StringComparer.Ordinal)];

    /// <summary>Makes a key, and drops the one that it replaces in the same transaction. Gives the text, which is shown once.</summary>
    public async Task<(string Text, ApiKey Key)> AddAsync(OwnerId owner, string? replaced = null)
    {
        while (true)
        {
            var (text, key) = ApiKey.Draw(owner, time.GetUtcNow());
            if (!await writer.RunAsync(statements => statements.Add(key, replaced)))
            {
                continue; // One in four billion: another key has this prefix.
            }

            byPrefix[key.Prefix] = key;
            Forget(replaced);
            return (text, key);
        }
    }

    /// <summary>Drops a key. <see langword="false"/> when it was not there.</summary>
    public async Task<bool> RemoveAsync(string prefix)
    {
        var removed = await writer.RunAsync(statements => statements.Delete(prefix)) > 0;
        Forget(prefix);
        return removed;
    }

    /// <summary>Stores when keys were last used, for all that were used since the last time.</summary>
    public async Task NoteUseAsync()
    {
        ApiKey[] some = [.. used.Values];
        foreach (var key in some)
        {
            used.TryRemove(new KeyValuePair<string, ApiKey>(key.Prefix, key));
        }

        if (some.Length > 0)
        {
            await writer.RunAsync(statements => statements.Note(some));
        }
    }

    public void Dispose() => writer.Dispose();

    private void Forget(string? prefix)
    {
        if (prefix is not null)
        {
            byPrefix.TryRemove(prefix, out _);
        }
    }

    private static DateTimeOffset At(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);
}
