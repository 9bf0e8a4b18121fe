using Queue.Core.Estimates;
using Queue.Core.Hours;
using Queue.Core.Rooms;

namespace Queue.Core.Waitlist;

/// <summary>
/// What parties are promised. The estimator sees the line as it is: who waits, and who left it by a first call or otherwise. A party that
/// is held back or lets others pass still waits.
/// </summary>
internal static partial class WaitlistLogic
{
    /// <summary>The estimator of a queue; made from the line where a stored state has none yet.</summary>
    public static EveningWaits WaitsOf(WaitlistState state) => state.Waits ?? state.Parties
        .Where(party => party.Call is null)
        .Aggregate(OpenWaits(state, null), (waits, party) => waits.Joined(party.Place, party.Size, MinuteOf(state, party.JoinedAt)));

    /// <summary>The estimate of a party that joins at an instant.</summary>
    public static WaitQuote QuoteFor(WaitlistState state, int size, DateTimeOffset at) =>
        Capped(state, WaitsOf(state).Quote(size, MinuteOf(state, at)), at);

    /// <summary>The estimates of all who wait, by place, at the time of the newest event.</summary>
    public static Dictionary<long, WaitQuote> QuotesOf(WaitlistState state) => WaitsOf(state)
        .Quotes(MinuteOf(state, state.LastInstant))
        .ToDictionary(quote => quote.Key, quote => Capped(state, quote.Value, state.LastInstant));

    private static WaitQuote Capped(WaitlistState state, in WaitQuote quote, DateTimeOffset at) =>
        state.ClosesAt is { } closesAt ? quote.CappedAt((closesAt - at).TotalMinutes) : quote;

    private static EveningWaits OpenWaits(WaitlistState state, EstimateModel? model)
    {
        var opens = state.OpensAt ?? state.CreatedAt;
        var local = WallClock.TryFind(state.Options.TimeZone, out var clock) ? clock.Local(opens) : opens;
        return EveningWaits.Open(model, VenuePrior.From(state.Options), (int)local.TimeOfDay.TotalMinutes);
    }

    private static double MinuteOf(WaitlistState state, DateTimeOffset at) => (at - (state.OpensAt ?? state.CreatedAt)).TotalMinutes;

    /// <summary>Tells the estimator what an event changed about the line.</summary>
    private static WaitlistState Noticed(WaitlistState before, WaitlistState after, RoomEvent happened) => happened switch
    {
        DeliveryReported => after,
        PartyEvent e => after with { Waits = Noticed(WaitsOf(before), before, after, e) },
        PlacesSpread => after with { Waits = WaitsOf(before).Relocated(Relocations(before, after)) },
        SettingsChanged => after with { Waits = WaitsOf(before) with { Prior = VenuePrior.From(after.Options) } },
        _ => after,
    };

    private static EveningWaits Noticed(EveningWaits waits, WaitlistState before, WaitlistState after, PartyEvent e)
    {
        var minute = MinuteOf(after, e.At);
        return (Waiting(before, e.Party), Waiting(after, e.Party)) switch
        {
            (null, { } now) when e is PartyJoined => waits.Joined(now.Place, now.Size, minute),
            (null, { } now) => waits.Returned(now.Place, now.Size, minute),
            ({ } was, null) when e is PartyClosed or PartyReverted { Effect: UndoEffect.Removed } => waits.Removed(was.Place, minute),
            ({ } was, null) when e is PartyCalled or PartySeated => waits.Called(was.Place, minute),
            ({ } was, null) => waits.Left(was.Place, minute),
            ({ } was, { } now) when (was.Place, was.Size) != (now.Place, now.Size) => waits.Changed(was.Place, now.Place, now.Size, minute),
            _ => waits,
        };
    }

    private static Party? Waiting(WaitlistState state, PartyId id) => state.Parties.Find(id) is { Call: null } party ? party : null;

    private static Dictionary<long, long> Relocations(WaitlistState before, WaitlistState after) => before.Parties
        .Where(party => party.Call is null)
        .ToDictionary(party => party.Place, party => after.Parties.Find(party.Id)?.Place ?? party.Place);
}
