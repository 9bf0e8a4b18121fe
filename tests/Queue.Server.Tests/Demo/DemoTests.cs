using System.Text.RegularExpressions;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Demo;

public sealed partial class DemoTests : IAsyncLifetime
{
    private readonly string folder = TestServer.NewFolder();
    private ServerProcess? server;

    private ServerProcess Server => server!;

    public async ValueTask InitializeAsync()
    {
        server = await ServerProcess.StartAsync(folder, ["--demo"]);
        await Eventually.TrueAsync("it says where to look", () => Server.Output.Contains("/admin with the key", StringComparison.Ordinal));
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    [Fact]
    public async Task The_evening_up_to_now_has_been_played_on_the_real_engine()
    {
        var link = HostLink().Match(Server.Output);
        var snapshot = await Server.Http.GetAsync(
            $"/api/queue/{link.Groups[1].Value}/snapshot?role=host", ("x-host-auth", link.Groups[2].Value));
        var waiting = snapshot.Json["queue"]!.AsArray();
        Assert.NotEmpty(waiting);
        var now = DateTimeOffset.FromUnixTimeMilliseconds((long)waiting.Max(party => (double)party!["joinedAt"]!));
        Assert.All(waiting, party => Assert.InRange((double)party!["joinedAt"]!, now.AddHours(-3).ToUnixTimeMilliseconds(), now.ToUnixTimeMilliseconds()));
        Assert.Contains(waiting, party => (double)party!["quotedHighMs"]! > 0);
    }

    [Fact]
    public async Task Managers_find_the_evening_in_their_numbers()
    {
        var key = AdminKey().Match(Server.Output).Groups[1].Value;
        await Eventually.TrueAsync("forty parties were seated by then", async () =>
        {
            var csv = await Server.Http.GetAsync("/api/admin/analytics.csv", ("Authorization", $"Bearer {key}"));
            return csv.Text.Split('\n').Count(row => row.Contains("seated", StringComparison.Ordinal) || row.Contains("served", StringComparison.Ordinal)) >= 40;
        });
    }

    [Fact]
    public async Task Its_data_goes_with_it_and_the_real_data_folder_is_not_touched()
    {
        var used = DataFolder().Match(Server.Output).Groups[1].Value;
        Assert.True(Directory.Exists(used), Server.Output);
        var (exitCode, _) = await Server.TerminateAsync();
        Assert.Equal((0, false), (exitCode, Directory.Exists(used)));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
    }

    [Fact]
    public async Task A_reader_has_no_evening_to_play()
    {
        var (exitCode, output) = await ServerProcess.RunToEndAsync(
            TestServer.NewFolder(), "--demo", "--Queue:Roles:0", "Reader", "--ConnectionStrings:Redis", "127.0.0.1:1");
        Assert.Equal(1, exitCode);
        Assert.Contains("--demo needs a writer", output, StringComparison.Ordinal);
    }

    [GeneratedRegex("/host/([A-Z0-9]{6})#(\\S+)")]
    private static partial Regex HostLink();

    [GeneratedRegex("/admin with the key (adm_[0-9a-f]+)")]
    private static partial Regex AdminKey();

    [GeneratedRegex("SQLite in (\\S+);")]
    private static partial Regex DataFolder();
}
