using System.Diagnostics;
using System.Net;

namespace Queue.Benchmarks.Servers;

/// <summary>A server in a process of its own, on a free loopback port. It is ended by its id.</summary>
internal abstract class ChildProcess : IDisposable
{
    private const string Listening = "Now listening on: ";

    private readonly Process process;
    private readonly TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> output = [];

    protected ChildProcess(IReadOnlyList<string> command, int? core, IReadOnlyDictionary<string, string> environment)
    {
        string[] all = [.. core is { } pinned && Machine.CanPin ? (string[])["taskset", "-c", $"{pinned}"] : [], .. command];
        var start = new ProcessStartInfo(all[0], all[1..])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        process = Process.Start(start) ?? throw new InvalidOperationException($"{all[0]} did not start.");
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    public IPEndPoint EndPoint => new(IPAddress.Loopback, Address.Port);

    /// <summary>Processor time so far, system time included.</summary>
    public TimeSpan Cpu()
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }

    /// <summary>Resident memory.</summary>
    public long ResidentBytes()
    {
        process.Refresh();
        return process.WorkingSet64;
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    protected async Task WaitUntilItListensAsync()
    {
        try
        {
            Address = await address.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
        }
        catch (Exception e) when (e is TimeoutException or InvalidOperationException)
        {
            Dispose();
            throw new InvalidOperationException($"A server did not start:\n{string.Join('\n', output)}", e);
        }
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            address.TrySetException(new InvalidOperationException("The process ended."));
            return;
        }

        if (!address.Task.IsCompleted)
        {
            output.Add(line);
            var at = line.IndexOf(Listening, StringComparison.Ordinal);
            if (at >= 0)
            {
                address.TrySetResult(new Uri(line[(at + Listening.Length)..].Trim()));
            }
        }
    }
}
