using System.Globalization;
using System.Text;
using Queue.Benchmarks.Rows;
using Queue.Benchmarks.Servers;

namespace Queue.Benchmarks.Report;

/// <summary>All figures of the wait estimates, as Markdown.</summary>
internal static class EstimateTable
{
    private static string Head =>
        $"""
        - machine: {Machine.Describe()}; only how long it takes depends on it
        - date: {TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC
        - command: `dotnet run -c Release --project tests/Queue.Benchmarks -- {WaitEstimates.Mode}`

        A: people ahead x 3 minutes. B: mean of the last 30 waits within 4 hours. C: the last wait. Errors are mean absolute ones, in
        minutes, over parties that were called. Late: called after the range's end; very late: more than ten minutes after it; early:
        more than ten minutes before its beginning. Answers: turn time and tables, or service time and counters.

        """;

    public static string Of(IEnumerable<VenueResult> results)
    {
        var text = new StringBuilder(Head);
        text.Append("\n| venue | quotes | mean wait | A | B | C | **ours** | to the better of A, B | late | very late | early | inside | width | model |\n");
        text.Append("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
        var first = new StringBuilder("\n| first evening of 400 venues | A | B | C | **ours** | late | ours with answers | late | gate, all in all |\n|---|---|---|---|---|---|---|---|---|\n");
        foreach (var result in results)
        {
            text.Append(Learned(result));
            first.Append(First(result));
        }

        return text.Append(first).ToString();
    }

    private static string Learned(VenueResult result)
    {
        var all = result.Learned;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {result.Venue} | {all.Count:N0} | {all.MeanWait:F1} | {all.ErrorByCount:F1} | {all.ErrorByMean:F1} | {all.ErrorByLast:F1} | **{all.Error:F1}** | {result.Ratio:F2} x | {Percent(all.LateShare)} | {Percent(all.VeryLateShare)} | {Percent(all.EarlyShare)} | {Percent(all.Coverage)} | {all.MeanWidth:F1} | {result.LargestModelBytes:N0} B |\n");
    }

    private static string First(VenueResult result)
    {
        var (first, told) = (result.First, result.FirstWithAnswers);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {result.Venue} | {first.ErrorByCount:F1} | {first.ErrorByMean:F1} | {first.ErrorByLast:F1} | **{first.Error:F1}** | {Percent(first.LateShare)} | {told.Error:F1} | {Percent(told.LateShare)} | {(result.IsMet ? "yes" : "**no**")} |\n");
    }

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:F1} %");
}
