using Dapper;
using Microsoft.Data.Sqlite;

namespace Queue.Server.Keys;

/// <summary>What is written to <c>keys.db</c>, on its writer's thread.</summary>
internal sealed class KeyStatements(SqliteConnection connection) : IDisposable
{
    private const string Insert =
        """
        INSERT INTO keys (prefix, hash, owner, created_at) VALUES (@Prefix, @hash, @owner, @createdAt) ON CONFLICT DO NOTHING
        """;
    private const string Remove = "DELETE FROM keys WHERE prefix = @prefix";
    private const string NoteUse = "UPDATE keys SET last_used_at = @at WHERE prefix = @prefix";

    /// <summary>Stores a key and drops the one that it replaces, if any. <see langword="false"/> when the prefix is taken; then nothing is changed.</summary>
    public bool Add(ApiKey key, string? replaced)
    {
        using var transaction = connection.BeginTransaction();
        var row = new
        {
            key.Prefix,
            hash = key.Hash.ToArray(),
            owner = key.Owner.Value,
            createdAt = key.CreatedAt.ToUnixTimeMilliseconds(),
        };
        if (connection.Execute(Insert, row, transaction) == 0)
        {
            return false;
        }

        if (replaced is not null)
        {
            connection.Execute(Remove, new { prefix = replaced }, transaction);
        }

        transaction.Commit();
        return true;
    }

    public int Delete(string prefix)
    {
        using var transaction = connection.BeginTransaction();
        var rows = connection.Execute(Remove, new { prefix }, transaction);
        transaction.Commit();
        return rows;
    }

    public int Note(IReadOnlyList<ApiKey> used)
    {
        using var transaction = connection.BeginTransaction();
        var rows = connection.Execute(
            NoteUse, used.Select(key => new { prefix = key.Prefix, at = key.LastUsedAt?.ToUnixTimeMilliseconds() }), transaction);
        transaction.Commit();
        return rows;
    }

    public void Dispose() => connection.Dispose();
}
