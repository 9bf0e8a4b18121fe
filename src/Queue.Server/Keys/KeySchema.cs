using Queue.Server.Storage;

namespace Queue.Server.Keys;

/// <summary>The tables of <c>keys.db</c>. A key itself is not in it.</summary>
internal static class KeySchema
{
    public static readonly SqliteSchema Schema = new("keys.db",
    [
        // 1: the keys.
        """
        CREATE TABLE keys (
            prefix TEXT NOT NULL PRIMARY KEY,
            hash BLOB NOT NULL,
            owner TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            last_used_at INTEGER
        ) WITHOUT ROWID;
        """,
    ]);
}
