using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using StackExchange.Redis;

namespace Queue.Server.Tests.Fixtures;

/// <summary>
/// A real Redis on a free loopback port in a folder of its own, to be killed, paused, emptied, set back and started again. It keeps
/// nothing unless <see cref="SaveAsync"/> asks for it. Ended by its id.
/// </summary>
public sealed class RedisProcess : IAsyncLifetime
{
    private const int Stop = 19;
    private const int Continue = 18;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly string folder = Directory.CreateTempSubdirectory("queue-redis-").FullName;
    private readonly int port = FreePort.Take(1)[0];
    private readonly ConcurrentQueue<string> output = new();
    private Process? process;

    internal string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");

    /// <summary>Settings of a server that uses it, with keys of its own.</summary>
    internal string[] Settings(string prefix) => ["--ConnectionStrings:Redis", ConnectionString, "--Queue:Redis:KeyPrefix", prefix];

    public async ValueTask InitializeAsync() => await StartAsync();

    /// <summary>Starts it, with what was last saved.</summary>
    internal async Task StartAsync()
    {
        var start = new ProcessStartInfo("redis-server",
        [
            "--port", port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--dir", folder, "--save", "", "--appendonly", "no",
        ])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            process = Process.Start(start) ?? throw new InvalidOperationException("redis-server did not start.");
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new InvalidOperationException("redis-server is missing: install the package redis-server.", e);
        }

        process.OutputDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await Eventually.TrueAsync("Redis takes connections", AnswersAsync, Longest);
    }

    /// <summary>kill -9: nothing gets to say goodbye.</summary>
    internal async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    /// <summary>It takes connections and answers nothing, as on a machine that is stuck.</summary>
    internal void Pause() => Assert.Equal(0, Signals.Send(process!.Id, Stop));

    internal void Resume() => Assert.Equal(0, Signals.Send(process!.Id, Continue));

    /// <summary>Loses everything that is in it.</summary>
    internal Task FlushAsync() => CommandAsync("FLUSHALL");

    /// <summary>Writes what is in it to its file, which the next start reads.</summary>
    internal Task SaveAsync() => CommandAsync("SAVE");

    /// <summary>Throws its file away.</summary>
    internal void Forget() => File.Delete(Path.Combine(folder, "dump.rdb"));

    /// <summary>Runs any command.</summary>
    internal async Task<RedisResult> CommandAsync(string command, params object[] arguments)
    {
        await using var connection = await OpenAsync();
        return await connection.Database.ExecuteAsync(command, arguments).WaitAsync(Longest);
    }

    /// <summary>A connection of the test itself.</summary>
    internal async Task<Link> OpenAsync()
    {
        var options = ConfigurationOptions.Parse(ConnectionString);
        options.AllowAdmin = true;
        return new Link(await ConnectionMultiplexer.ConnectAsync(options).WaitAsync(Longest));
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            await KillAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    private async Task<bool> AnswersAsync()
    {
        if (process!.HasExited)
        {
            throw new InvalidOperationException($"Redis ended with {process.ExitCode}:\n{string.Join('\n', output)}");
        }

        try
        {
            await CommandAsync("PING");
            return true;
        }
        catch (RedisException)
        {
            return false;
        }
    }

    internal sealed class Link(ConnectionMultiplexer connection) : IAsyncDisposable
    {
        public IDatabase Database => connection.GetDatabase();

        public async ValueTask DisposeAsync()
        {
            await connection.CloseAsync();
            connection.Dispose();
        }
    }
}
