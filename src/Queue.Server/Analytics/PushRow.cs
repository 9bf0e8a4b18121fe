using Queue.Server.Push;

namespace Queue.Server.Analytics;

/// <summary>One alert to one browser. Times are epoch milliseconds; null while it has not happened.</summary>
internal sealed class PushRow
{
    public string Party { get; init; } = "";

    public string Kind { get; init; } = "";

    /// <summary><c>due</c> or one of <see cref="PushStates"/>.</summary>
    public string State { get; init; } = "";

    public long? ShownAt { get; init; }

    public long? AnsweredAt { get; init; }

    /// <summary>A push service took it; what a phone showed was taken, whatever the answer was.</summary>
    public bool WasTaken => ShownAt is not null || string.Equals(State, PushStates.Sent, StringComparison.Ordinal);

    /// <summary>Nothing more is tried.</summary>
    public bool IsOver => WasTaken || State is PushStates.Failed or PushStates.Dropped;
}
