using Microsoft.Data.Sqlite;

namespace Queue.Server.Storage;

/// <summary>A prepared statement with the parameters <c>@p0</c>, <c>@p1</c> … Used by its writer's thread alone.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly SqliteCommand command;

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; sql.Contains(string.Create(null, $"@p{i}"), StringComparison.Ordinal); i++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = string.Create(null, $"@p{i}") });
        }
    }

    public void Execute(SqliteTransaction transaction, params ReadOnlySpan<object?> values)
    {
        Bind(transaction, values);
        command.ExecuteNonQuery();
    }

    public long? Scalar(SqliteTransaction transaction, params ReadOnlySpan<object?> values)
    {
        Bind(transaction, values);
        return command.ExecuteScalar() as long?;
    }

    public void Dispose() => command.Dispose();

    private void Bind(SqliteTransaction transaction, ReadOnlySpan<object?> values)
    {
        command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }
    }
}
