using Queue.Benchmarks.Report;

namespace Queue.Benchmarks.Rows;

/// <summary>Rows that are measured together.</summary>
internal sealed record RowGroup(string Name, Func<Bench, Task<IReadOnlyList<Row>>> MeasureAsync);
