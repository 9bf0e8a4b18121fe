using System.ComponentModel;
using System.Diagnostics;

namespace Queue.WebPush.Tests.Fixtures;

/// <summary>Runs a script of the folder Node in one child process, line in, line out.</summary>
internal sealed class NodeProcess : IDisposable
{
    private readonly Process process;

    private NodeProcess(Process process) => this.process = process;

    public static NodeProcess Start(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(AppContext.BaseDirectory, "Node", script), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        try
        {
            return new NodeProcess(Process.Start(start) ?? throw new InvalidOperationException("node did not start."));
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException("node is missing: install the Debian package nodejs.", exception);
        }
    }

    public async Task<string> ReadLineAsync() =>
        await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)
        ?? throw new InvalidOperationException($"node ended with {await ExitCodeAsync()} before it answered.");

    /// <summary>Writes all lines while reading one answer a line, so that neither pipe fills up.</summary>
    public async Task<IReadOnlyList<string>> AskAsync(IReadOnlyList<string> lines)
    {
        var writing = WriteAsync(lines);
        var answers = new List<string>(lines.Count);
        while (answers.Count < lines.Count)
        {
            answers.Add(await ReadLineAsync());
        }

        await writing;
        return answers;
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }

    private async Task WriteAsync(IReadOnlyList<string> lines)
    {
        foreach (var line in lines)
        {
            await process.StandardInput.WriteLineAsync(line);
        }

        process.StandardInput.Close();
    }

    private async Task<int> ExitCodeAsync()
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }
}
