using System.Collections.Immutable;
using Queue.Core.Rooms;

namespace Queue.Core.Waitlist;

/// <summary>
/// Undoing what a host did. Every host's command marks its events with the version at which it is complete; folding them keeps, for
/// a minute, how everything was that they touched. One undo puts all of that back, or nothing.
/// </summary>
internal static partial class WaitlistLogic
{
    /// <summary>How long a host can undo what they did.</summary>
    public static readonly TimeSpan UndoTime = TimeSpan.FromSeconds(60);

    /// <summary>Says which device an outcome's events come from, and how to undo them.</summary>
    private static Outcome SignedBy(WaitlistCommand command, Outcome outcome, WaitlistState state, DateTimeOffset at)
    {
        if (outcome.Reply is not { } reply || command is ReportDelivery)
        {
            return outcome;
        }

        var (id, name) = (command.Device?.Id, command.Device?.Name);
        long? step = CanBeUndone(command) && !outcome.Events.IsEmpty ? state.Version + outcome.Events.Length : null;
        var events = outcome.Events.Select(happened => happened with { Device = id, Step = step }).ToImmutableArray();
        if (id is not null && name is not null && state.Closed is null && !string.Equals(state.Devices.GetValueOrDefault(id), name, StringComparison.Ordinal))
        {
            events = events.Add(new DeviceNamed { At = at, Device = id, Personal = new PersonalData(name) });
        }

        return Outcome.Accept(step is { } version ? reply with { Undo = new UndoOffer(version, at + UndoTime) } : reply, events);
    }

    private static bool CanBeUndone(WaitlistCommand command) => command
        is Advance or Call or Seat or MarkNoShow or Restore or Kick or Hold or Unhold or GiveMoreTime or Move or Decline
        or Join { Source: PartySource.Host } or EditParty { By: Actor.Host }
        or PauseJoining or ResumeJoining or Announce or ChangeSettings;

    private static Outcome Decide(WaitlistState state, Undo undo, DateTimeOffset at)
    {
        if (state.Undo.Find(undo.Version) is not { } action || at - action.At >= UndoTime)
        {
            return RoomErrors.UndoUnavailable;
        }

        if (!string.Equals(action.Device, undo.Device?.Id, StringComparison.Ordinal))
        {
            return RoomErrors.UndoNotYours;
        }

        foreach (var before in action.Parties)
        {
            if (Known(state, before.Party) is { } party && party.Rev != before.Rev)
            {
                return Changed(state, party);
            }
        }

        if (action.Queue is { } queue && queue.Rev != state.SettingsRev)
        {
            return RoomErrors.SettingsChanged;
        }

        var more = action.Parties.Sum(before => (before.Live?.Size ?? 0) - (state.Parties.Find(before.Party)?.Size ?? 0));
        return more > 0 && state.Parties.Guests + more > state.Options.MaxGuests
            ? RoomErrors.QueueFull
            : Outcome.Accept(Done.Value, RevertEvents(state, action, at));
    }

    private static ImmutableArray<RoomEvent> RevertEvents(WaitlistState state, HostAction action, DateTimeOffset at)
    {
        var events = ImmutableArray.CreateBuilder<RoomEvent>();
        events.AddRange(action.Parties.Select(before => RevertEvent(state, before, action.Version, at)));
        if (action.Queue is not null)
        {
            events.Add(new QueueReverted(action.Version) { At = at });
        }

        if (action.Declined)
        {
            events.Add(new DeclineReverted(action.Version) { At = at });
        }

        return events.ToImmutable();
    }

    private static PartyReverted RevertEvent(WaitlistState state, PartyBefore before, long version, DateTimeOffset at)
    {
        var call = state.Parties.Find(before.Party)?.Call;
        var effect = before switch
        {
            { Live: null, Ended: null } => UndoEffect.Removed,
            { Ended: not null } => UndoEffect.EndedAgain,
            _ when state.Finished.Find(before.Party) is not null => UndoEffect.Restored,
            { Live.Call: null } when call is not null => UndoEffect.CallTakenBack,
            _ => UndoEffect.Changed,
        };
        return new PartyReverted(before.Party, version, effect)
        {
            At = at,
            CallVersion = effect == UndoEffect.CallTakenBack ? call?.Version : null,
        };
    }

    /// <summary>Notes how what an event touched was before it, as part of the host's action that it belongs to.</summary>
    private static WaitlistState Remember(WaitlistState before, WaitlistState after, RoomEvent happened)
    {
        if (happened.Step is not { } step)
        {
            return after;
        }

        var rev = before.Version + 1;
        var action = before.Undo.Find(step) ?? new HostAction(step, happened.At, happened.Device);
        action = happened switch
        {
            PartyEvent e => action with { Parties = Touched(action.Parties, before, e.Party, rev) },
            PartyDeclined => action with { Declined = true },
            PlacesSpread => action,
            _ => action with { Queue = (action.Queue ?? new QueueBefore(before.Options, before.Paused, before.Announcement, rev)) with { Rev = rev } },
        };
        return action.IsUndone ? after : after with { Undo = after.Undo.Put(action) };
    }

    private static ImmutableList<PartyBefore> Touched(ImmutableList<PartyBefore> parties, WaitlistState before, PartyId id, long rev)
    {
        var index = parties.FindIndex(known => known.Party == id);
        return index < 0
            ? parties.Add(new PartyBefore(id, before.Parties.Find(id), before.Finished.Find(id), rev))
            : parties.SetItem(index, parties[index] with { Rev = rev });
    }

    private static WaitlistState Reverted(WaitlistState state, PartyReverted e)
    {
        var (action, before) = Remembered(state, e);
        var without = state with
        {
            Parties = state.Parties.Find(e.Party) is null ? state.Parties : state.Parties.Remove(e.Party),
            Finished = state.Finished.Remove(e.Party),
            Undo = state.Undo.Put(action with { Parties = action.Parties.Remove(before) }),
        };
        return before switch
        {
            { Live: { } live } => without with { Parties = without.Parties.Add(Back(state, live, e)) },
            { Ended: { } ended } => without with { Finished = without.Finished.Add(ended with { Party = Back(state, ended.Party, e) }) },
            _ => without,
        };
    }

    // All as it was, but how far alerts got and that a promise passed are facts, and an open call whose time is over by now gets a minute.
    private static Party Back(WaitlistState state, Party before, PartyReverted e)
    {
        var now = Known(state, before.Id) ?? before;
        var late = e.At + UndoTime;
        var party = before with
        {
            Push = now.Push,
            PushCall = now.PushCall,
            Overdue = now.Overdue,
            Call = before.Call is { } call && call.Deadline < e.At ? call with { Deadline = late } : before.Call,
        };
        return Changed(state, party, new PartyChange(Actor.Host, PartyAction.Reverted, e.At, e.Device));
    }

    private static (HostAction Action, PartyBefore Before) Remembered(WaitlistState state, PartyReverted e) =>
        state.Undo.Find(e.Undone) is { } action && action.Parties.Find(known => known.Party == e.Party) is { } before
            ? (action, before)
            : throw new InvalidOperationException("An event undoes what is not known.");

    private static WaitlistState Reverted(WaitlistState state, QueueReverted e)
    {
        var action = state.Undo.Find(e.Undone);
        return action?.Queue is { } before
            ? state with
            {
                Options = before.Options,
                Paused = before.Paused,
                Announcement = before.Announcement?.Until > e.At ? before.Announcement : null,
                SettingsRev = state.Version + 1,
                Undo = state.Undo.Put(action with { Queue = null }),
            }
            : throw new InvalidOperationException("An event undoes what is not known.");
    }

    private static WaitlistState Reverted(WaitlistState state, DeclineReverted e) =>
        state.Undo.Find(e.Undone) is { } action
            ? state with { Declined = state.Declined - 1, Undo = state.Undo.Put(action with { Declined = false }) }
            : throw new InvalidOperationException("An event undoes what is not known.");
}
