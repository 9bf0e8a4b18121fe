using System.Collections.Immutable;
using Queue.Core.Rooms;

namespace Queue.Core.Waitlist;

/// <summary>What a host does to the queue as a whole.</summary>
internal static partial class WaitlistLogic
{
    private static Outcome Decide(WaitlistState state, Announce announce, DateTimeOffset at) => announce.Text switch
    {
        { } text => Outcome.Accept(Done.Value, new Announced(text, at.AddMinutes(announce.Minutes)) { At = at }),
        null when state.Announcement is null => Outcome.Accept(Done.Value),
        null => Outcome.Accept(Done.Value, new AnnouncementEnded(Actor.Host) { At = at }),
    };

    private static Outcome Decide(WaitlistState state, Reschedule reschedule, DateTimeOffset at) =>
        state.LastTicket == 0 && reschedule.Plan.Venue?.Plan > state.Venue?.Plan
            ? Outcome.Accept(Done.Value, new WaitlistRescheduled(Open(reschedule.Plan, at)) { At = at })
            : Outcome.Accept(Done.Value);

    private static Outcome Decide(WaitlistState state, ChangeSettings change, DateTimeOffset at) =>
        change.Rev != state.SettingsRev ? RoomErrors.SettingsChanged
        : change.Options.IsSame(state.Options) ? Outcome.Accept(Done.Value)
        : Outcome.Accept(Done.Value, SettingsEvents(state, change.Options, at));

    // Calls that ran out while the host decided about them begin anew when they end by themselves from now on: a setting drops nobody.
    private static ImmutableArray<RoomEvent> SettingsEvents(WaitlistState state, WaitlistOptions options, DateTimeOffset at)
    {
        var endsByItself = state.Options.OnCallExpired == CallExpiry.Keep && options.OnCallExpired != CallExpiry.Keep;
        var lapsed = CalledParties(state).Where(party => endsByItself && party.Call?.Deadline <= at);
        var deadline = at.AddSeconds(options.CallWindowSeconds);
        return
        [
            new SettingsChanged(options) { At = at },
            .. lapsed.Select(party => new CallExtended(party.Id, deadline, Actor.Host) { At = at }),
        ];
    }
}
