using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Queue.Server.Tests.Fixtures;

namespace Queue.Browser.Tests.Firefox;

/// <summary>A Firefox of its own: new profile and home, no window, nothing fetched from anywhere but the given push service.</summary>
internal sealed class FirefoxProcess : IAsyncDisposable
{
    private const string Executable = "/usr/bin/firefox-esr";
    private const string Marker = "WebDriver BiDi listening on ";

    private readonly Process process;
    private readonly string folder;

    private FirefoxProcess(Process process, string folder, BiDiConnection connection)
    {
        this.process = process;
        this.folder = folder;
        Connection = connection;
    }

    public BiDiConnection Connection { get; }

    public static async Task<FirefoxProcess> StartAsync(Uri pushService)
    {
        Assert.True(File.Exists(Executable), $"{Executable} is missing: install the package firefox-esr.");
        var folder = Directory.CreateTempSubdirectory("queue-firefox-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "user.js"), FirefoxPrefs.Write(pushService));
        var (process, output) = Launch(folder);
        try
        {
            await Eventually.TrueAsync("Firefox listens", () => Find(output) is not null || process.HasExited);
            var address = Find(output) ?? throw new InvalidOperationException($"Firefox ended:\n{string.Join('\n', output)}");
            return new FirefoxProcess(process, folder, await BiDiConnection.OpenAsync(address));
        }
        catch
        {
            await EndAsync(process, folder);
            throw;
        }
    }

    /// <summary>As if its user had said yes to alerts of a site.</summary>
    public Task AllowAlertsAsync(Uri site) => Connection.SendAsync("permissions.setPermission", new JsonObject
    {
        ["descriptor"] = new JsonObject { ["name"] = "notifications" },
        ["state"] = "granted",
        ["origin"] = site.GetLeftPart(UriPartial.Authority),
    });

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        await EndAsync(process, folder);
    }

    private static (Process Process, ConcurrentQueue<string> Output) Launch(string folder)
    {
        string[] arguments =
        [
            "--headless", "--no-remote", "--profile", folder,
            "--remote-debugging-port", "0", "--remote-allow-system-access", "about:blank",
        ];
        var start = new ProcessStartInfo(Executable, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["HOME"] = folder;
        start.Environment["MOZ_CRASHREPORTER_DISABLE"] = "1";
        start.Environment["LC_ALL"] = "C.UTF-8";
        var output = new ConcurrentQueue<string>();
        var process = Process.Start(start) ?? throw new InvalidOperationException("Firefox did not start.");
        process.OutputDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return (process, output);
    }

    private static Uri? Find(ConcurrentQueue<string> output)
    {
        var line = output.FirstOrDefault(line => line.Contains(Marker, StringComparison.Ordinal));
        return line is null ? null : new Uri(line[(line.IndexOf(Marker, StringComparison.Ordinal) + Marker.Length)..].Trim());
    }

    private static async Task EndAsync(Process process, string folder)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
        // Its child processes may still be writing while they end.
        await Eventually.TrueAsync(string.Create(CultureInfo.InvariantCulture, $"{folder} can be deleted"), () => TryDelete(folder));
    }

    private static bool TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
            return true;
        }
        catch (DirectoryNotFoundException)
        {
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
