using Dapper;
using Microsoft.Data.Sqlite;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Chat;

/// <summary>What rooms leave behind: nothing in the background, and in the log only what is kept.</summary>
public sealed class RoomEventTests
{
    [Fact]
    public async Task Events_of_rooms_are_taken_by_every_handler_and_make_nothing()
    {
        var folder = TestServer.NewFolder();
        await using (var server = await TestServer.StartAsync(null, folder, []))
        {
            var room = await RoomClient.CreateAsync(server.Http);
            await room.SayAsync("hi");
            await room.PostAsync("""{"type":"deployed","data":{}}""");
            await room.SendAsync(HttpMethod.Patch, "", """{"name":"Kitchen"}""");
            await room.IssueAsync("read");

            await Eventually.TrueAsync("the handlers took five events", () =>
                Count(folder, "analytics.db", "inbox") == 5 && Count(folder, "push.db", "inbox") == 5);
            Assert.Equal((0, 0), (Count(folder, "analytics.db", "set_aside"), Count(folder, "analytics.db", "visits")));
            Assert.Equal(0, Count(folder, "push.db", "deliveries"));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_is_forgotten_or_deleted_is_not_in_the_log_any_more_and_the_rest_outlives_a_restart()
    {
        var folder = TestServer.NewFolder();
        RoomClient kept, deleted;
        await using (var server = await TestServer.StartAsync(null, folder, []))
        {
            kept = await RoomClient.CreateAsync(server.Http, "\"keepMessages\":1");
            deleted = await RoomClient.CreateAsync(server.Http, owner: kept.Owner);
            await kept.SayManyAsync(18);
            await deleted.SayManyAsync(3);
            await deleted.SendAsync(HttpMethod.Delete, "");
        }

        // With the 18th the first 17 went.
        Assert.Equal(1, Count(folder, "queue.db", "events WHERE personal IS NOT NULL OR seq IS NOT NULL"));
        await using (var server = await TestServer.StartAsync(null, folder, []))
        {
            (kept, deleted) = (kept.At(server.Http), deleted.At(server.Http));
            Assert.Equal([18], await kept.SeqsAsync());
            Assert.Equal(404, (int)(await deleted.GetAsync()).Status);
            Assert.Equal(19, await kept.SayAsync("on"));
        }

        Directory.Delete(folder, recursive: true);
    }

    private static long Count(string folder, string database, string table)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, database)};Pooling=False");
        return connection.ExecuteScalar<long>($"SELECT COUNT(*) FROM {table}");
    }
}
