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
        : Outcome.Accept(Done.Value, new SettingsChanged(change.Options) { At = at });
}
