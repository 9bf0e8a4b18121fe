using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Queue.Server.Tests.Fixtures;

/// <summary>
/// A real RabbitMQ on free loopback ports in a folder of its own, with an epmd of its own, to be killed, stopped and started again. Both
/// are ended by their ids.
/// </summary>
internal sealed class RabbitProcess : IAsyncDisposable
{
    private const string Server = "/usr/lib/rabbitmq/bin/rabbitmq-server";
    private const int Terminate = 15;
    private const int Continue = 18;
    private const int Freeze = 19;
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(180);

    private readonly string folder = Directory.CreateTempSubdirectory("queue-rabbit-").FullName;
    private readonly string node = $"queue{Guid.NewGuid():N}@localhost";
    private readonly int[] ports = FreePort.Take(3);
    private readonly ConcurrentQueue<string> output = new();
    private Process? epmd;
    private Process? broker;

    public string ConnectionString => Invariant($"amqp://guest:guest@127.0.0.1:{ports[0]}/");

    /// <summary>Starts the broker, its name server first, and waits until it takes connections.</summary>
    public async Task BeginAsync()
    {
        if (!File.Exists(Server))
        {
            throw new InvalidOperationException($"{Server} is missing: install the package rabbitmq-server.");
        }

        epmd = Launch("epmd", "-port", Invariant($"{ports[2]}"), "-address", "127.0.0.1");
        await StartAsync();
    }

    /// <summary>Starts the broker and waits until it takes connections.</summary>
    public async Task StartAsync()
    {
        broker = Launch(Server);
        await Eventually.TrueAsync("RabbitMQ takes connections", TakesConnectionsAsync, LongestStart);
    }

    /// <summary>kill -9: nothing gets to say goodbye.</summary>
    public async Task KillAsync()
    {
        Process.GetProcessById(BrokerId()).Kill(entireProcessTree: true);
        await EndAsync();
    }

    /// <summary>SIGTERM, as a service manager stops it.</summary>
    public async Task StopAsync()
    {
        Send(Terminate);
        await EndAsync();
    }

    /// <summary>It keeps its connections and says nothing more.</summary>
    public void Pause() => Send(Freeze);

    /// <summary>Ends a pause.</summary>
    public void Resume() => Send(Continue);

    public async ValueTask DisposeAsync()
    {
        if (broker is { HasExited: false })
        {
            await KillAsync();
        }

        broker?.Dispose();
        if (epmd is not null)
        {
            epmd.Kill();
            await epmd.WaitForExitAsync();
            epmd.Dispose();
        }

        Directory.Delete(folder, recursive: true);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private void Send(int signal)
    {
        if (Signals.Send(BrokerId(), signal) != 0)
        {
            throw new InvalidOperationException("RabbitMQ took no signal.");
        }
    }

    private async Task EndAsync()
    {
        using var longest = new CancellationTokenSource(LongestStart, TimeProvider.System);
        await broker!.WaitForExitAsync(longest.Token);
        broker.Dispose();
        broker = null;
    }

    private async Task<bool> TakesConnectionsAsync()
    {
        if (broker!.HasExited)
        {
            throw new InvalidOperationException($"RabbitMQ ended with {broker.ExitCode}:\n{string.Join('\n', output)}");
        }

        // It answers the protocol's first eight bytes when it is through with its start.
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, ports[0]);
            var stream = client.GetStream();
            await stream.WriteAsync("AMQP\0\0\u0009\u0001"u8.ToArray());
            return await stream.ReadAsync(new byte[1]) == 1;
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return false;
        }
    }

    // The launched process is a shell around it; the broker writes its own id.
    private int BrokerId() => int.Parse(File.ReadAllText(Path.Combine(folder, "pid")), CultureInfo.InvariantCulture);

    private Process Launch(string command, params string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (var (name, value) in new (string, string)[]
        {
            ("HOME", folder),
            ("RABBITMQ_NODENAME", node),
            ("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1"),
            ("RABBITMQ_NODE_PORT", Invariant($"{ports[0]}")),
            ("RABBITMQ_DIST_PORT", Invariant($"{ports[1]}")),
            ("RABBITMQ_MNESIA_BASE", Path.Combine(folder, "mnesia")),
            ("RABBITMQ_LOG_BASE", Path.Combine(folder, "log")),
            ("RABBITMQ_PID_FILE", Path.Combine(folder, "pid")),
            ("RABBITMQ_ENABLED_PLUGINS_FILE", Path.Combine(folder, "plugins")),
            ("RABBITMQ_CONF_ENV_FILE", Path.Combine(folder, "none")),
            ("RABBITMQ_CONFIG_FILE", Path.Combine(folder, "none")),
            ("ERL_EPMD_PORT", Invariant($"{ports[2]}")),
            ("ERL_EPMD_ADDRESS", "127.0.0.1"),
        })
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException($"{command} did not start.");
        process.OutputDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
