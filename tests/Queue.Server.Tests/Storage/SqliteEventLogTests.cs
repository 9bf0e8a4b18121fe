using System.Runtime.CompilerServices;
using Dapper;
using Microsoft.Data.Sqlite;
using Queue.Core.Waitlist;
using Queue.Server.Storage;

namespace Queue.Server.Tests.Storage;

public sealed class SqliteEventLogTests : EventLogContract, IDisposable
{
    private readonly LogFolder folder = new();

    private protected override IEventLog Log => folder.Log;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Names_are_in_a_column_of_their_own_and_a_room_without_them_still_loads()
    {
        var room = new LoggedRoom();
        await StoreAsync(room.Open(), room.Join("Annabella"), room.Do(new Advance(null, null)));

        var data = folder.Query<string>("SELECT data FROM events UNION ALL SELECT id FROM rooms");
        Assert.DoesNotContain(data, text => text.Contains("Annabella", StringComparison.Ordinal));
        Assert.Equal(1, folder.Execute("UPDATE events SET personal = NULL WHERE personal IS NOT NULL"));

        var erased = (WaitlistState)LoggedRoom.Fold(await Log.LoadAsync(room.Id, Token));
        Assert.Null(erased.Parties.NowServing?.Name);
        Assert.Equal(room.State.Version, erased.Version);
    }

    [Fact]
    public async Task A_reader_does_not_wait_for_an_open_write_transaction()
    {
        var room = new LoggedRoom();
        await StoreAsync(room.Open());
        using var writing = folder.HoldWriteLock();

        Assert.Equal(1, (await Log.LoadAsync(room.Id, Token))?.Version);
        Assert.Equal(room.Id, await Log.FindRoomAsync(room.Code, Token));
        Assert.Single(await Log.DueAsync(DateTimeOffset.MaxValue, Token));
    }

    [Fact]
    public async Task A_commit_that_another_program_keeps_out_fails_and_the_next_one_works()
    {
        var room = new LoggedRoom();
        await StoreAsync(room.Open());
        var joined = room.Join();
        using (folder.HoldWriteLock())
        {
            await Assert.ThrowsAsync<SqliteException>(() => StoreAsync(joined));
        }

        Assert.Equal([AppendResult.Committed], await StoreAsync(joined));
        Assert.Equal(room.Bytes, await LoadBytesAsync(room));
    }

    [Fact]
    public async Task The_writer_syncs_every_commit_and_overwrites_what_is_deleted()
    {
        using var writer = NewWriter(maxDatabaseMiB: 1);

        // PRAGMAs belong to a connection, so only the writer's own can tell.
        var pragmas = await writer.RunAsync(statements =>
        {
            var connection = ConnectionOf(statements);
            return (
                connection.ExecuteScalar<string>("PRAGMA journal_mode"),
                connection.ExecuteScalar<int>("PRAGMA synchronous"),
                connection.ExecuteScalar<int>("PRAGMA secure_delete"),
                connection.ExecuteScalar<long>("PRAGMA max_page_count") * connection.ExecuteScalar<long>("PRAGMA page_size"));
        });

        Assert.Equal(("wal", 2, 1, 1_048_576L), pragmas);
    }

    [Fact]
    public async Task The_writer_has_the_same_settings_after_a_failure()
    {
        using var writer = NewWriter(maxDatabaseMiB: 0);
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            writer.RunAsync<int>(_ => throw new InvalidOperationException("A commit went wrong.")));

        Assert.Equal(2, await writer.RunAsync(statements => ConnectionOf(statements).ExecuteScalar<int>("PRAGMA synchronous")));
    }

    [Fact]
    public async Task A_full_database_refuses_commits_and_still_reads()
    {
        using var full = new LogFolder();
        var log = full.Log;
        var room = new LoggedRoom();
        await log.AppendAsync([room.Open()], Token);
        full.Release();
        using var small = new SqliteEventLog(
            full.Held, Microsoft.Extensions.Options.Options.Create(new Server.Configuration.StorageOptions { MaxDatabaseMiB = 1 }));

        Append[] many = [.. Enumerable.Range(0, 900).Select(_ => room.Join(new string('x', 2000), 1))];
        var refused = await Assert.ThrowsAsync<SqliteException>(() => small.AppendAsync(many, Token));

        Assert.Equal(13, refused.SqliteErrorCode);
        Assert.Equal(1, (await small.LoadAsync(room.Id, Token))?.Version);
    }

    [Fact]
    public async Task A_sign_of_life_is_refused_by_a_database_that_has_no_room_for_a_commit()
    {
        using var full = new LogFolder();
        var room = new LoggedRoom();
        await full.Log.AppendAsync([room.Open()], Token);
        full.Release();
        using var small = new SqliteEventLog(
            full.Held, Microsoft.Extensions.Options.Options.Create(new Server.Configuration.StorageOptions { MaxDatabaseMiB = 1 }));
        await small.SaveAliveAsync(LoggedRoom.Start, Token);
        var pages = full.Query<long>("PRAGMA page_count")[0];

        await FillAsync(small, room);
        small.ForgetOutbox(await small.ReadOutboxAsync(1000, Token));
        var refused = await Assert.ThrowsAsync<SqliteException>(() => small.SaveAliveAsync(LoggedRoom.Start.AddSeconds(10), Token));

        Assert.Equal(13, refused.SqliteErrorCode);
        Assert.Equal(LoggedRoom.Start, await small.LastAliveAsync(Token));
        Assert.Empty(full.Query<long>("SELECT id FROM outbox"));
        Assert.InRange(pages, 1, 64);
    }

    [Fact]
    public async Task What_was_stored_is_there_when_the_log_is_opened_again()
    {
        var room = new LoggedRoom();
        await StoreAsync(room.Open(), room.Join("Ann"));
        await Log.SaveAliveAsync(LoggedRoom.Start, Token);
        folder.Release();

        Assert.Equal(room.Bytes, await LoadBytesAsync(room));
        Assert.Equal(LoggedRoom.Start, await Log.LastAliveAsync(Token));
        Assert.Equal(1, Log.Epoch);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_handed_over_is_deleted_with_the_next_commit_or_sign_of_life(bool commit)
    {
        var room = new LoggedRoom();
        await StoreAsync(room.Open(), room.Join("Ann"));
        var first = Assert.Single(await Log.ReadOutboxAsync(1, Token));
        Log.ForgetOutbox([first]);
        var rest = await Log.ReadOutboxAsync(10, Token);
        Assert.Equal(2, rest[0].Events[0].Version);
        Assert.Equal([first.Id, .. rest.Select(entry => entry.Id)], folder.Query<long>("SELECT id FROM outbox ORDER BY id"));

        var next = room.Join("Bo");
        await (commit ? StoreAsync(next) : Log.SaveAliveAsync(LoggedRoom.Start, Token));
        Assert.DoesNotContain(first.Id, folder.Query<long>("SELECT id FROM outbox"));
        Assert.Equal(commit ? 2 : 1, (await Log.ReadOutboxAsync(10, Token)).Count);
    }

    [Fact]
    public async Task What_was_handed_over_before_a_crash_and_not_deleted_is_read_once_more()
    {
        var room = new LoggedRoom();
        await StoreAsync(room.Open());
        var entry = Assert.Single(await Log.ReadOutboxAsync(10, Token));
        Log.ForgetOutbox([entry]);
        Assert.Empty(await Log.ReadOutboxAsync(10, Token));
        folder.Release();

        Assert.Equal(entry.Id, Assert.Single(await Log.ReadOutboxAsync(10, Token)).Id);
    }

    private static async Task FillAsync(SqliteEventLog log, LoggedRoom room)
    {
        try
        {
            for (var i = 0; i < 900; i++)
            {
                await log.AppendAsync([room.Join(new string('x', 2000), 1)], Token);
            }
        }
        catch (SqliteException e) when (e.SqliteErrorCode == 13)
        {
            return;
        }

        Assert.Fail("The database never got full.");
    }

    private SqliteWriter<EventLogStatements> NewWriter(int maxDatabaseMiB) =>
        new(folder.ConnectionString, EventLogSchema.Schema, connection => new EventLogStatements(connection), maxDatabaseMiB);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "connection")]
    private static extern ref SqliteConnection ConnectionOf(EventLogStatements statements);
}
