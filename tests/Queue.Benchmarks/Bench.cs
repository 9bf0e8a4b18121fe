using Queue.Benchmarks.Servers;

namespace Queue.Benchmarks;

/// <summary>What every group of rows uses.</summary>
internal sealed class Bench(RunOptions options, string folder)
{
    private int folders;

    public RunOptions Options => options;

    /// <summary>The published server.</summary>
    public string Published => Path.Combine(folder, "published");

    public string NewFolder() => Directory.CreateDirectory(Path.Combine(folder, $"{++folders}")).FullName;

    public Task<QueueProcess> StartQueueAsync(int? core = null, RuntimeProbe? probe = null, params string[] settings) =>
        QueueProcess.StartAsync(Published, NewFolder(), core, settings, probe);

    /// <summary>Measures two things in turn, so that what else the machine does hits both.</summary>
    public IReadOnlyList<(T Ours, T Other)> InTurn<T>(Func<T> ours, Func<T> other) =>
        [.. Enumerable.Range(0, options.Turns).Select(_ => (ours(), other()))];
}
