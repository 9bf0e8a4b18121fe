namespace Queue.Benchmarks;

/// <summary>What the caller asked for.</summary>
internal sealed record RunOptions(string CommandLine, bool IsQuick, bool Writes, string? Filter)
{
    public const string Usage =
        """
        dotnet run -c Release --project tests/Queue.Benchmarks -- [--quick] [--write] [row ...]
        dotnet run -c Release --project tests/Queue.Benchmarks -- estimates   wait estimates on simulated venues, all figures
        dotnet run -c Release --project tests/Queue.Benchmarks -- estimate    answers joins read as JSON lines

          --quick   shorter, noisier: under 90 seconds instead of under 6 minutes
          --write   also write docs/benchmarks.md
          row       only the groups of rows with this in their name:
        """;

    /// <summary>How long a server is driven before anything is measured, so that its code is compiled to its last tier.</summary>
    public TimeSpan WarmUp => TimeSpan.FromSeconds(IsQuick ? 2 : 5);

    /// <summary>How long one of the interleaved turns lasts.</summary>
    public TimeSpan Turn => TimeSpan.FromSeconds(0.5);

    /// <summary>Many short turns: what else the machine does then falls on both sides alike.</summary>
    public int Turns => IsQuick ? 5 : 11;

    public static RunOptions? Parse(string[] args)
    {
        var names = args.Where(arg => !arg.StartsWith('-')).ToArray();
        return names.Length <= 1 && args.All(arg => arg is "--quick" or "--write" || !arg.StartsWith('-'))
            ? new RunOptions(string.Join(' ', args), args.Contains("--quick"), args.Contains("--write"), names.FirstOrDefault())
            : null;
    }
}
