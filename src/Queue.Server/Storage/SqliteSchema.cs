using Dapper;
using Microsoft.Data.Sqlite;

namespace Queue.Server.Storage;

/// <summary>
/// The numbered migrations of one database. Each runs once, in a transaction of its own; the number of the last one is kept in the
/// database, and a database newer than this program is refused.
/// </summary>
/// <param name="Name">The file's name, for messages.</param>
/// <param name="Migrations">All of them, oldest first; only ever appended to.</param>
internal sealed record SqliteSchema(string Name, IReadOnlyList<string> Migrations)
{
    public void Migrate(SqliteConnection connection)
    {
        var version = connection.ExecuteScalar<int>("PRAGMA user_version");
        if (version > Migrations.Count)
        {
            throw new StartupException(
                $"The database {Name} has schema {version}, but this program knows only {Migrations.Count}. " +
                "Run the newer program that wrote it, or restore a backup made before the upgrade.");
        }

        for (; version < Migrations.Count; version++)
        {
            using var transaction = connection.BeginTransaction();
            connection.Execute(Migrations[version], transaction: transaction);
            connection.Execute(string.Create(null, $"PRAGMA user_version = {version + 1}"), transaction: transaction);
            transaction.Commit();
        }
    }
}
