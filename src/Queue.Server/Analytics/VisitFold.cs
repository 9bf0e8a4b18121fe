namespace Queue.Server.Analytics;

/// <summary>
/// A visit as the acts of its party make it. A function of the set of acts, so their order of coming and repeats do not matter. What an undo
/// took back never happened, but for what it says of itself: an entry by mistake, an end that was restored, a call that was undone.
/// </summary>
internal sealed record VisitFold
{
    public string Party { get; private init; } = "";

    public string Room { get; private init; } = "";

    public long? Ticket { get; private init; }

    public long? Size { get; private init; }

    public string? Source { get; private init; }

    public long? JoinedAt { get; private init; }

    /// <summary>Its joining was undone: it was never there.</summary>
    public bool Mistaken { get; private init; }

    public long? SubscribedAt { get; private init; }

    public long? NearbyAt { get; private init; }

    public long? FirstCalledAt { get; private init; }

    public string? CalledBy { get; private init; }

    public long? LastCalledAt { get; private init; }

    public long? CallWindowMs { get; private init; }

    public int Calls { get; private init; }

    public int CallsUndone { get; private init; }

    /// <summary>An act tells whether it ended or goes on.</summary>
    public bool KnowsEnd { get; private init; }

    public long? EndedAt { get; private init; }

    public string? EndedBy { get; private init; }

    public string? EndReason { get; private init; }

    public int Restores { get; private init; }

    /// <summary>The first promise.</summary>
    public long? QuotedLowMs { get; private init; }

    public long? QuotedHighMs { get; private init; }

    /// <summary>The promise that held at the first call.</summary>
    public long? PromisedLowMs { get; private init; }

    public long? PromisedHighMs { get; private init; }

    public long? SuggestedLowMs { get; private init; }

    public long? SuggestedHighMs { get; private init; }

    public string? QuoteMethod { get; private init; }

    public int Snoozes { get; private init; }

    public long SnoozedMs { get; private init; }

    public int Holds { get; private init; }

    public int MovesByHost { get; private init; }

    public int MovesByGuest { get; private init; }

    public int Resizes { get; private init; }

    public int Requotes { get; private init; }

    public int StillHere { get; private init; }

    /// <summary>Folds all known acts of one party; <paramref name="undone"/> are the steps of its room that were taken back.</summary>
    public static VisitFold Of(IEnumerable<Act> known, IReadOnlySet<long> undone)
    {
        List<Act> all = [.. known.OrderBy(act => act.Version)];
        List<Act> acts = [.. all.Where(act => !IsUndone(act, undone))];
        List<Act> calls = [.. acts.Where(act => act.Kind is ActKinds.Called)];
        var joined = all.Find(act => act.Kind is ActKinds.Joined);
        List<Act> promises = [.. acts.Where(act => act.Kind is ActKinds.Joined or ActKinds.Edited)];
        var promise = promises.LastOrDefault(act => calls.Count == 0 || act.Version < calls[0].Version);
        var lastEnd = acts.FindLast(act => act.IsEnd || act.Kind is ActKinds.Restored);
        var end = lastEnd is { IsEnd: true } ? lastEnd : null;
        return new VisitFold
        {
            Party = all[0].Party ?? "",
            Room = all[0].Room,
            Ticket = joined?.Ticket,
            Size = promises.LastOrDefault()?.Size ?? joined?.Size,
            Source = joined?.Source,
            JoinedAt = joined?.At,
            Mistaken = joined is not null && IsUndone(joined, undone),
            SubscribedAt = acts.Find(act => act.Kind is ActKinds.Subscribed)?.At,
            NearbyAt = acts.FindLast(act => act.Kind is ActKinds.Nearby)?.At,
            FirstCalledAt = calls.FirstOrDefault()?.At,
            CalledBy = calls.FirstOrDefault()?.Actor,
            LastCalledAt = calls.LastOrDefault()?.At,
            CallWindowMs = calls.LastOrDefault() is { } call ? call.Until - call.At : null,
            Calls = calls.Count,
            CallsUndone = all.Count(act => act.Kind is ActKinds.Called) - calls.Count,
            KnowsEnd = all.Exists(act => act.IsEnd || act.Kind is ActKinds.Restored),
            EndedAt = end?.At,
            EndedBy = end?.Actor,
            EndReason = end?.Kind,
            Restores = acts.Count(act => act.Kind is ActKinds.Restored) + all.Count(act => act.IsEnd && IsUndone(act, undone)),
            QuotedLowMs = joined?.LowMs,
            QuotedHighMs = joined?.HighMs,
            PromisedLowMs = promise?.LowMs,
            PromisedHighMs = promise?.HighMs,
            SuggestedLowMs = joined?.SuggestedLowMs,
            SuggestedHighMs = joined?.SuggestedHighMs,
            QuoteMethod = joined?.Method,
            Snoozes = acts.Count(act => act.Kind is ActKinds.Snoozed),
            SnoozedMs = SnoozedMsOf(acts),
            Holds = acts.Count(act => act.Kind is ActKinds.Held),
            MovesByHost = acts.Count(act => act is { Kind: ActKinds.Moved, Actor: "host" }),
            MovesByGuest = acts.Count(act => act is { Kind: ActKinds.Moved, Actor: "guest" }),
            Resizes = Changes(promises, (before, after) => before.Size != after.Size),
            Requotes = Changes(promises, (before, after) => (before.LowMs, before.HighMs) != (after.LowMs, after.HighMs)),
            StillHere = acts.Count(act => act.Kind is ActKinds.StillHere),
        };
    }

    private static bool IsUndone(Act act, IReadOnlySet<long> undone) => act.Step is { } step && undone.Contains(step);

    // More time counts from the end of the time that the party had.
    private static long SnoozedMsOf(List<Act> acts)
    {
        var (sum, had) = (0L, 0L);
        foreach (var act in acts)
        {
            sum += act.Kind is ActKinds.Snoozed ? act.Until - Math.Max(act.At, had) ?? 0 : 0;
            had = act.Until ?? (act.IsEnd || act.Kind is ActKinds.CallTakenBack or ActKinds.Held ? 0 : had);
        }

        return sum;
    }

    private static int Changes(List<Act> promises, Func<Act, Act, bool> differ) =>
        promises.Zip(promises.Skip(1)).Count(pair => differ(pair.First, pair.Second));
}
