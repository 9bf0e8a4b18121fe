using Queue.Core.Waitlist;

namespace Queue.Server.Analytics.Report;

/// <summary>A call while somebody with a lower ticket of the same queue still waited.</summary>
/// <param name="Visit">Who was called.</param>
/// <param name="Reason">What explains it, as far as that can be seen.</param>
/// <param name="Device">The host's device that called; null when it is not known.</param>
internal readonly record struct Skip(Visit Visit, string Reason, string? Device);

/// <summary>
/// Finds skips and what explains them. A reason counts only when it holds for everybody who was passed, in this order: all of them were held
/// back or had asked for more time; the called party had been moved by the host, or those passed had let others ahead; they are of other
/// size bands, so they wait for other tables. Else there is none that can be seen.
/// </summary>
internal static class Skips
{
    public const string Held = "held";
    public const string Moved = "moved";
    public const string Size = "size";
    public const string None = "none";

    public static IEnumerable<Skip> Of(IReadOnlyList<Visit> visits, IReadOnlyList<Act> acts)
    {
        var known = acts.Where(act => act.Party is not null).ToLookup(act => act.Party ?? "", StringComparer.Ordinal);
        return visits.GroupBy(visit => visit.Room, StringComparer.Ordinal).SelectMany(room => OfRoom(room, known));
    }

    // At one instant those who come stand in line before anybody is called, and who is called leaves it last.
    private static IEnumerable<Skip> OfRoom(IEnumerable<Visit> visits, ILookup<string, Act> acts)
    {
        var changes = visits.SelectMany(visit => new (long At, int Order, Visit Visit)[]
        {
            (visit.JoinedAt, 0, visit),
            (visit.FirstCalledAt ?? long.MaxValue, 1, visit),
            (visit.FirstCalledAt ?? visit.EndedAt ?? long.MaxValue, 2, visit),
        }).OrderBy(change => change.At).ThenBy(change => change.Order).ThenBy(change => change.Visit.Ticket);
        var waiting = new SortedDictionary<long, Visit>();
        foreach (var (at, order, visit) in changes.TakeWhile(change => change.At < long.MaxValue))
        {
            var ticket = visit.Ticket ?? 0;
            if (order == 0)
            {
                waiting[ticket] = visit;
            }
            else if (order == 2)
            {
                waiting.Remove(ticket);
            }
            else if (at == visit.FirstCalledAt && waiting.TakeWhile(other => other.Key < ticket).Select(other => other.Value).ToList() is { Count: > 0 } passed)
            {
                yield return SkipOf(visit, passed, acts);
            }
        }
    }

    private static Skip SkipOf(Visit called, List<Visit> passed, ILookup<string, Act> acts)
    {
        var call = acts[called.Party].Where(act => act.Kind is ActKinds.Called).MinBy(act => act.Version);
        var before = call?.Version ?? long.MaxValue;
        var band = BandOf(called);
        var reason =
            passed.TrueForAll(visit => IsAway(acts[visit.Party], before, called.FirstCalledAt ?? 0)) ? Held
            : IsMoved(acts[called.Party], before, "host") || passed.TrueForAll(visit => IsMoved(acts[visit.Party], before, "guest")) ? Moved
            : passed.TrueForAll(visit => BandOf(visit) != band) ? Size
            : None;
        return new Skip(called, reason, call?.Device);
    }

    private static SizeBand BandOf(Visit visit) => SizeBand.Of((int)(visit.Size ?? 1));

    private static bool IsAway(IEnumerable<Act> acts, long before, long at)
    {
        var last = acts.Where(act => act.Version < before && act.Kind is ActKinds.Held or ActKinds.Unheld or ActKinds.Snoozed or ActKinds.SnoozeEnded)
            .MaxBy(act => act.Version);
        return last is { Kind: ActKinds.Held } || (last is { Kind: ActKinds.Snoozed } && last.Until > at);
    }

    private static bool IsMoved(IEnumerable<Act> acts, long before, string by) =>
        acts.Any(act => act.Kind is ActKinds.Moved && act.Version < before && string.Equals(act.Actor, by, StringComparison.Ordinal));
}
