using System.Collections.Concurrent;
using System.Diagnostics;

namespace Queue.Server.Tests.Fixtures;

/// <summary>The real executable in a process of its own, to be killed, stopped and started again on the same data folder.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly ConcurrentQueue<string> output;

    private ServerProcess(Process process, ConcurrentQueue<string> output, Uri address)
    {
        this.process = process;
        this.output = output;
        Address = address;
        Http = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = address,
            Timeout = TimeSpan.FromSeconds(60),
        };
    }

    public Uri Address { get; }

    public HttpClient Http { get; }

    public int Id => process.Id;

    /// <summary>What it printed so far.</summary>
    public string Output => string.Join('\n', output);

    /// <summary>Starts a server and waits until it listens. <paramref name="wrapper"/> is put before the command, such as strace.</summary>
    public static async Task<ServerProcess> StartAsync(string folder, string[]? settings = null, string[]? wrapper = null)
    {
        var (process, output) = Launch(folder, settings ?? [], wrapper ?? []);
        Uri? address = null;
        await Eventually.TrueAsync("the server listens", () =>
        {
            address = FindAddress(output);
            return address is not null || process.HasExited;
        });
        return address is null
            ? throw new InvalidOperationException($"The server ended with {process.ExitCode}:\n{string.Join('\n', output)}")
            : new ServerProcess(process, output, address);
    }

    /// <summary>Runs a server that is expected to end by itself, and gives its exit code and what it printed.</summary>
    public static Task<(int ExitCode, string Output)> RunToEndAsync(string folder, params string[] settings) =>
        EndAsync(Launch(folder, settings, []));

    private static async Task<(int ExitCode, string Output)> EndAsync((Process Process, ConcurrentQueue<string> Output) started)
    {
        var (process, output) = started;
        using (process)
        {
            using var longest = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
            try
            {
                await process.WaitForExitAsync(longest.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill();
                throw new TimeoutException($"The server should have ended by itself:\n{string.Join('\n', output)}");
            }

            return (process.ExitCode, string.Join('\n', output));
        }
    }

    /// <summary>Runs one of the program's commands on a folder, and gives its exit code and what it printed.</summary>
    public static Task<(int ExitCode, string Output)> RunCommandAsync(string folder, params string[] command) =>
        EndAsync(Start([.. Program, .. command, "--Queue:DataDirectory", folder], folder));

    /// <summary>kill -9: nothing gets to say goodbye.</summary>
    public async Task KillAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as a service manager stops it. Gives the exit code and how long it took.</summary>
    public async Task<(int ExitCode, TimeSpan Took)> TerminateAsync()
    {
        var started = Stopwatch.GetTimestamp();
        Assert.Equal(0, Signals.Send(process.Id, 15));
        await process.WaitForExitAsync();
        return (process.ExitCode, Stopwatch.GetElapsedTime(started));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!process.HasExited)
        {
            await KillAsync();
        }

        process.Dispose();
    }

    // The server's own build output, with its own settings file: tests/X.Tests/bin/CONFIGURATION/net10.0 is five levels down.
    private static string[] Program
    {
        get
        {
            var here = new DirectoryInfo(AppContext.BaseDirectory);
            return ["dotnet", Path.Combine(here.FullName, "../../../../../src/Queue.Server/bin", here.Parent?.Name ?? "", here.Name, "Queue.Server.dll")];
        }
    }

    private static (Process Process, ConcurrentQueue<string> Output) Launch(string folder, string[] settings, string[] wrapper)
    {
        string[] command =
        [
            .. wrapper, .. Program,
            "--urls", "http://127.0.0.1:0", "--Queue:DataDirectory", folder, "--Queue:Limits:Enabled", "false", .. settings,
        ];
        return Start(command, folder);
    }

    private static (Process Process, ConcurrentQueue<string> Output) Start(string[] command, string folder)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        start.Environment["DOTNET_gcServer"] = "0";
        var output = new ConcurrentQueue<string>();
        var process = Process.Start(start) ?? throw new InvalidOperationException("The server did not start.");
        process.OutputDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return (process, output);
    }

    private static Uri? FindAddress(ConcurrentQueue<string> output)
    {
        const string Marker = "Now listening on: ";
        var line = output.FirstOrDefault(line => line.Contains(Marker, StringComparison.Ordinal));
        return line is null ? null : new Uri(line[(line.IndexOf(Marker, StringComparison.Ordinal) + Marker.Length)..].Trim());
    }
}
