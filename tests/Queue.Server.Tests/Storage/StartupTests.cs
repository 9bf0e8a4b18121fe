using System.Text;
using Microsoft.Extensions.Options;
using Queue.Server.Configuration;
using Queue.Server.Storage;

namespace Queue.Server.Tests.Storage;

public sealed class StartupTests : IDisposable
{
    private readonly LogFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_empty_folder_gets_the_newest_schema()
    {
        Assert.Equal(1, folder.Log.Epoch);

        Assert.Equal([3], folder.Query<int>("PRAGMA user_version"));
        Assert.Equal(
            "checkpoints codes create_keys events outbox rooms settings slugs",
            string.Join(' ', folder.Query<string>(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name")));
    }

    [Fact]
    public void A_database_of_a_newer_program_is_refused_and_left_alone()
    {
        Assert.Equal(1, folder.Log.Epoch);
        folder.Release();
        folder.Execute("PRAGMA user_version = 7");

        var refused = Assert.Throws<StartupException>(() => folder.Log);
        Assert.Contains("schema 7", refused.Message, StringComparison.Ordinal);
        Assert.Contains("knows only 3", refused.Message, StringComparison.Ordinal);
        AssertOneLine(refused);
        Assert.Equal([7], folder.Query<int>("PRAGMA user_version"));
    }

    [Fact]
    public void A_database_that_is_none_is_refused_with_what_to_do()
    {
        File.WriteAllText(folder.Database, new string('x', 10_000));

        AssertDamaged(Assert.Throws<StartupException>(() => folder.Log));
        Assert.Equal(new string('x', 10_000), File.ReadAllText(folder.Database));
    }

    [Fact]
    public void A_database_with_a_damaged_schema_is_refused_with_what_to_do()
    {
        Assert.Equal(1, folder.Log.Epoch);
        folder.Release();
        using (var file = File.OpenWrite(folder.Database))
        {
            file.Position = 100;
            file.Write(Encoding.ASCII.GetBytes(new string('x', 3000)));
        }

        AssertDamaged(Assert.Throws<StartupException>(() => folder.Log));
    }

    [Fact]
    public void A_second_server_on_one_folder_is_refused()
    {
        Assert.Equal(1, folder.Log.Epoch);

        var refused = Assert.Throws<StartupException>(() => Hold(folder.Path));
        Assert.Equal(
            $"The data folder {folder.Path} is in use by another Queue server. "
            + "Stop that one first, or set Queue:DataDirectory to another.",
            refused.Message);

        folder.Release();
        Hold(folder.Path).Dispose();
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_refused()
    {
        // Nobody may make files here, not even the super-user.
        var refused = Assert.Throws<StartupException>(() => Hold("/sys/queue-test"));
        Assert.Equal(
            "The data folder /sys/queue-test cannot be written. Give this user the right to, or set Queue:DataDirectory to another.",
            refused.Message);
    }

    [Fact]
    public void A_folder_below_a_file_is_refused()
    {
        File.WriteAllText(folder.File("file"), "");

        var refused = Assert.Throws<StartupException>(() => Hold(folder.File("file/data")));
        Assert.StartsWith($"The data folder {folder.File("file/data")} cannot be made: ", refused.Message, StringComparison.Ordinal);
        AssertOneLine(refused);
    }

    [Fact]
    public void A_missing_folder_is_made() => Assert.True(Directory.Exists(Made(folder.File("a/b"))));

    private static string Made(string path)
    {
        using var made = Hold(path);
        return made.Path;
    }

    private static DataFolder Hold(string path) => new(Options.Create(new QueueOptions { DataDirectory = path }));

    private void AssertDamaged(StartupException refused)
    {
        Assert.StartsWith($"{folder.Database} cannot be used: ", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith("Restore it from a backup, or move it away to begin anew.", refused.Message, StringComparison.Ordinal);
        AssertOneLine(refused);
    }

    private static void AssertOneLine(StartupException refused) =>
        Assert.DoesNotContain("\n", refused.Message, StringComparison.Ordinal);
}
