namespace Queue.Benchmarks.Report;

/// <summary>One line of the table.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Goal">What it should reach.</param>
/// <param name="Measured">Median and, in brackets, lowest to highest.</param>
/// <param name="Ratio">To what it is compared with, measured in turn with it; empty when there is nothing.</param>
/// <param name="Met">Whether the goal is met; null for a figure without one.</param>
internal sealed record Row(string What, string Goal, string Measured, string Ratio, bool? Met);
