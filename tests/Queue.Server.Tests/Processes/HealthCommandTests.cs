using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Processes;

/// <summary>What a container engine runs to learn how the server is.</summary>
public sealed class HealthCommandTests
{
    [Theory]
    [InlineData("http://+:8080", "http://127.0.0.1:8080/")]
    [InlineData("http://*:80;https://*:443", "http://127.0.0.1/")]
    [InlineData("http://0.0.0.0:5000", "http://127.0.0.1:5000/")]
    [InlineData("http://[::]:5000", "http://127.0.0.1:5000/")]
    [InlineData("https://localhost:5001", "https://localhost:5001/")]
    public void It_asks_the_server_on_its_own_machine(string urls, string asked) =>
        Assert.Equal(asked, HealthCommand.AddressOf(urls).AbsoluteUri);

    [Fact]
    public async Task It_ends_with_0_beside_a_server_that_is_well_and_with_1_when_there_is_none()
    {
        var folder = TestServer.NewFolder();
        string address;
        await using (var server = await ServerProcess.StartAsync(folder))
        {
            address = server.Address.GetLeftPart(UriPartial.Authority);
            Assert.Equal((0, "{\"status\":\"ok\"}"), await AskAsync(folder, "live", address));
            var (exitCode, output) = await AskAsync(folder, "ready", address);
            Assert.True(exitCode == 0 && output.Contains("dependencies", StringComparison.Ordinal), output);
        }

        var (gone, why) = await AskAsync(folder, "live", address);
        Assert.True(gone == 1 && why.Contains(address, StringComparison.Ordinal), why);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<(int ExitCode, string Output)> AskAsync(string folder, string what, string address)
    {
        var (exitCode, output) = await ServerProcess.RunCommandAsync(folder, "health", what, "--urls", address);
        return (exitCode, output.Trim());
    }
}
