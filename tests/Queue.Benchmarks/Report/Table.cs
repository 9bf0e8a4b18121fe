using System.Text;
using Queue.Benchmarks.Servers;

namespace Queue.Benchmarks.Report;

/// <summary>The rows as Markdown, and <c>docs/benchmarks.md</c>.</summary>
internal static class Table
{
    // What is below this line is written by people and kept.
    private const string Notes = "## Notes";

    public static string Of(IEnumerable<Row> rows)
    {
        var text = new StringBuilder("| what | goal | measured | ratio | met |\n|---|---|---|---|---|\n");
        foreach (var row in rows)
        {
            var met = row.Met switch { true => "yes", false => "**no**", null => "–" };
            text.Append(null, $"| {row.What} | {row.Goal} | {row.Measured} | {row.Ratio} | {met} |\n");
        }

        return text.ToString();
    }

    /// <summary>Machine, date and command: a figure without them means nothing.</summary>
    public static string Circumstances(RunOptions options) =>
        $"""
        - machine: {Machine.Describe()}, load generator and servers on it together
        - date: {TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC
        - command: `dotnet run -c Release --project tests/Queue.Benchmarks -- {options.CommandLine}`

        """;

    public static async Task WriteAsync(RunOptions options, IEnumerable<Row> rows)
    {
        var file = Path.Combine(Repository.Root, "docs", "benchmarks.md");
        var before = File.Exists(file) ? await File.ReadAllTextAsync(file) : "";
        var notesAt = before.IndexOf(Notes, StringComparison.Ordinal);
        var notes = notesAt < 0 ? Notes + "\n" : before[notesAt..];
        Directory.CreateDirectory(Path.GetDirectoryName(file) ?? ".");
        await File.WriteAllTextAsync(
            file,
            $"""
            # Benchmarks

            Written by `tests/Queue.Benchmarks`, a program that publishes and starts the real server and what it is compared with, and
            drives both in turn. Medians, with the lowest and the highest in brackets. Never a test: a figure depends on the machine,
            a ratio less so.

            {Circumstances(options)}
            {Of(rows)}
            {notes}
            """);
    }
}
