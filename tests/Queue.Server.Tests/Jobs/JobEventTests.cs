using Dapper;
using Microsoft.Data.Sqlite;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Jobs;

/// <summary>The background handlers know waitlists; what happens in other kinds of room passes them by.</summary>
public sealed class JobEventTests
{
    [Fact]
    public async Task Events_of_jobs_are_taken_by_every_handler_and_make_nothing()
    {
        var folder = TestServer.NewFolder();
        await using (var server = await TestServer.StartAsync(null, folder, []))
        {
            var job = await JobClient.StartAsync(server.Http);
            await job.DoAsync("progress", """{"progress":0.5}""");
            await job.DoAsync("complete");

            await Eventually.TrueAsync("the handlers took three events", () =>
                Count(folder, "analytics.db", "inbox") == 3 && Count(folder, "push.db", "inbox") == 3);
            Assert.Equal((0, 0), (Count(folder, "analytics.db", "set_aside"), Count(folder, "analytics.db", "visits")));
            Assert.Equal(0, Count(folder, "push.db", "deliveries"));
            await server.StopAsync();
        }

        SqliteConnection.ClearAllPools();
        var (exitCode, output) = await ServerProcess.RunCommandAsync(folder, "rebuild-analytics");
        Assert.True(exitCode == 0, output);
        Assert.Equal((3, 0), (Count(folder, "analytics.db", "inbox"), Count(folder, "analytics.db", "set_aside")));
        Directory.Delete(folder, recursive: true);
    }

    private static long Count(string folder, string database, string table)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, database)};Pooling=False");
        return connection.ExecuteScalar<long>($"SELECT COUNT(*) FROM {table}");
    }
}
