using Queue.Core.Chat;
using Queue.Core.Rooms;
using Queue.Core.Waitlist;

namespace Queue.Server.Push;

/// <summary>
/// Who is told what. Pure. A call, its taking back and an end are told from their event; who is getting close is told from the line as it is now, after
/// any event that shortened it: a position that was passed meanwhile is no news any more.
/// </summary>
internal static class PushNotices
{
    /// <summary>The host may take these back within this time; then nobody is told.</summary>
    public static readonly TimeSpan SecondThoughts = TimeSpan.FromSeconds(15);

    // Who waits a little longer than promised sees that on the page.
    private static readonly TimeSpan WorthTelling = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Useful = TimeSpan.FromMinutes(10);

    // Whoever asked for a room's events wants to know of them tomorrow too.
    private static readonly TimeSpan EventsUseful = TimeSpan.FromHours(24);

    /// <summary>The alert that an event makes, if any.</summary>
    public static Notice? Of(RoomId room, RoomEvent happened, long version)
    {
        var at = happened.At.ToUnixTimeMilliseconds();
        return happened switch
        {
            PartyCalled e => new Notice(PushTarget.Of(e.Party), PushKinds.Called, version, at, e.Deadline.ToUnixTimeMilliseconds()),
            CallTakenBack e => new Notice(PushTarget.Of(e.Party), PushKinds.FalseAlarm, e.CallVersion, at, at + Ms(Useful)),
            PartyMarkedNoShow e => Ended(e.Party, PushKinds.NoShow, version, at + Ms(SecondThoughts)),
            PartyKicked e => Ended(e.Party, PushKinds.Removed, version, at + Ms(SecondThoughts)),
            PromisePassed e when e.HighMs >= Ms(WorthTelling) => new Notice(PushTarget.Of(e.Party), PushKinds.Delayed, version, at, at + e.HighMs),
            PartyReverted { Effect: UndoEffect.CallTakenBack, CallVersion: { } call } e =>
                new Notice(PushTarget.Of(e.Party), PushKinds.FalseAlarm, call, at, at + Ms(Useful)),
            NotificationPublished e => new Notice(PushTarget.Of(room), PushKinds.Event, e.Seq, at, at + Ms(EventsUseful)),
            PartyClosed e => Ended(e.Party, PushKinds.Closed, version, at),
            _ => null,
        };
    }

    /// <summary>The alerts of the parties that stand at one of the queue's nudge positions.</summary>
    public static IEnumerable<Notice> GettingClose(WaitlistState state, long now) => new WaitlistView(state).AtNudgePositions()
        .Select(party => new Notice(PushTarget.Of(party.Party), PushKinds.Position(party.Position), 0, now, now + Ms(Useful)));

    /// <summary>What is told to everybody who waits; not to who is called, whose call it would cover.</summary>
    public static IEnumerable<Notice> Announcing(WaitlistState state, Announced told, long version)
    {
        var (from, until) = (told.At.ToUnixTimeMilliseconds(), told.Until.ToUnixTimeMilliseconds());
        return state.Parties.Where(party => party.Call is null)
            .Select(party => new Notice(PushTarget.Of(party.Id), PushKinds.Announce, version, from, until) { Text = told.Text });
    }

    /// <summary>The event may bring somebody closer.</summary>
    public static bool ShortensLine(RoomEvent happened) =>
        happened is PartyCalled or PartyFinished or PartyMoved or PartyUnheld or SnoozeEnded or PartyReverted;

    private static Notice Ended(PartyId party, string kind, long version, long notBefore) =>
        new(PushTarget.Of(party), kind, version, notBefore, notBefore + Ms(Useful));

    private static long Ms(TimeSpan time) => (long)time.TotalMilliseconds;
}
