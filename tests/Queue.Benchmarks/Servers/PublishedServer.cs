using System.Diagnostics;

namespace Queue.Benchmarks.Servers;

/// <summary>Publishes the server as an operator would.</summary>
internal static class PublishedServer
{
    public static async Task PublishAsync(string folder)
    {
        var project = Path.Combine(Repository.Root, "src", "Queue.Server");
        var start = new ProcessStartInfo("dotnet", ["publish", project, "-c", "Release", "-o", folder, "--nologo", "-v", "quiet"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var publish = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        var output = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        if (publish.ExitCode != 0)
        {
            throw new InvalidOperationException($"dotnet publish failed:\n{output}");
        }
    }
}

/// <summary>Where the sources are.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo? folder) =>
        folder is null ? throw new DirectoryNotFoundException("Queue.sln is in no folder above this program.")
        : File.Exists(Path.Combine(folder.FullName, "Queue.sln")) ? folder.FullName
        : Find(folder.Parent);
}
