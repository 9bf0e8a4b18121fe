using Dapper;
using Microsoft.Data.Sqlite;
using Queue.Core.Chat;
using Queue.Core.Rooms;
using Queue.Server.Storage;
using Queue.Server.Tests.Fixtures;
using Queue.Server.Tests.Simulation;

namespace Queue.Server.Tests.Storage;

public sealed class SqliteItemLogTests : ItemLogContract, IDisposable
{
    private readonly LogFolder folder = new();

    private protected override IEventLog Log => folder.Log;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Forgetting_without_a_checkpoint_is_refused_as_the_room_could_not_be_read_again()
    {
        var room = new LoggedChat(new OwnerId("own_1"));
        await StoreAsync(room.Open());

        var deletes = room.Do(new DeleteChat()) with { Checkpoint = null };

        await Assert.ThrowsAsync<AppendException>(() => StoreAsync(deletes));
    }

    [Fact]
    public async Task An_entry_whose_events_were_all_forgotten_is_still_handed_over()
    {
        var room = new LoggedChat(new OwnerId("own_1"));
        await StoreAsync(room.Open());
        await StoreAsync(room.Say("secret"));
        await StoreAsync(room.Do(new DeleteChat()));

        var entries = await Log.ReadOutboxAsync(2, TestContext.Current.CancellationToken);
        Assert.Equal([1, 0], entries.Select(entry => entry.Events.Count));
        Log.ForgetOutbox(entries);

        var last = Assert.Single(await Log.ReadOutboxAsync(2, TestContext.Current.CancellationToken));
        Assert.Equal([new StoredEvent(3, last.Events[0].Happened)], last.Events);
        Assert.IsType<ChatDeleted>(last.Events[0].Happened);
    }

    [Fact]
    public void A_database_of_the_first_schema_is_brought_up_to_date_with_all_that_is_in_it()
    {
        var path = Path.Combine(TestServer.NewFolder(), "queue.db");
        var first = new SqliteSchema("queue.db", [EventLogSchema.Schema.Migrations[0]]);
        using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            first.Migrate(connection);
            connection.Execute("INSERT INTO rooms (id, kind, version) VALUES ('a', 'waitlist', 1); INSERT INTO events VALUES (1, 1, '{}', NULL)");
            EventLogSchema.Schema.Migrate(connection);
            Assert.Equal((null, 1), connection.QuerySingle<(string?, long)>("SELECT owner, version FROM rooms"));
            Assert.Null(connection.QuerySingle<long?>("SELECT seq FROM events"));
        }

        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }
}

public sealed class SimulatedItemLogTests : ItemLogContract
{
    private protected override IEventLog Log { get; } = new SimulatedEventLog(new SimulatedDisk(), TimeProvider.System, new Random(1));
}
