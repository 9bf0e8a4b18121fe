using System.Diagnostics;
using System.Text.Json.Serialization;
using Queue.Core.Rooms;

namespace Queue.Core.Waitlist;

/// <summary>Something that happened to one party.</summary>
/// <param name="Party">The party.</param>
public abstract record PartyEvent(PartyId Party) : RoomEvent;

/// <summary>A party joined the end of the line. Its name is in <see cref="RoomEvent.Personal"/>.</summary>
/// <param name="Party">Its id.</param>
/// <param name="Ticket">Its number.</param>
/// <param name="Size">People.</param>
/// <param name="Source">How it came.</param>
/// <param name="QuotedLowMs">Lower end of the promised wait, in milliseconds.</param>
/// <param name="QuotedHighMs">Upper end of the promised wait, in milliseconds.</param>
public sealed record PartyJoined(
    PartyId Party, int Ticket, int Size, PartySource Source, long QuotedLowMs, long QuotedHighMs) : PartyEvent(Party)
{
    /// <summary>What the queue would have promised, where the host promised something else.</summary>
    public WaitEstimate? Suggested { get; init; }

    /// <summary>How the queue's own promise was made.</summary>
    public QuoteBasis? Basis { get; init; }
}

/// <summary>A party said that it is close by.</summary>
/// <param name="Party">The party.</param>
public sealed record PartyDeclaredNearby(PartyId Party) : PartyEvent(Party);

/// <summary>A party was called, or called again while its call was open.</summary>
/// <param name="Party">The party.</param>
/// <param name="Deadline">Until when it may come.</param>
/// <param name="By">The host, or the timer when the call before it ran out.</param>
public sealed record PartyCalled(PartyId Party, DateTimeOffset Deadline, Actor By) : PartyEvent(Party);

/// <summary>An open call was taken back; the party waits again at its place.</summary>
/// <param name="Party">The party.</param>
/// <param name="CallVersion">The room's version at the call, as in <see cref="PartyCall.Version"/>.</param>
/// <param name="By">The host.</param>
public sealed record CallTakenBack(PartyId Party, long CallVersion, Actor By) : PartyEvent(Party);

/// <summary>An open call got more time.</summary>
/// <param name="Party">The party.</param>
/// <param name="Deadline">The new deadline, later than the old one.</param>
/// <param name="By">The host, or the timer because the service had been away.</param>
public sealed record CallExtended(PartyId Party, DateTimeOffset Deadline, Actor By = Actor.Timer) : PartyEvent(Party);

/// <summary>A party asked for more time: a called one has until then to come, a waiting one lets others pass until then.</summary>
/// <param name="Party">The party.</param>
/// <param name="Until">Until when.</param>
public sealed record PartySnoozed(PartyId Party, DateTimeOffset Until) : PartyEvent(Party);

/// <summary>The time that a waiting party asked for is over: it may be called again.</summary>
/// <param name="Party">The party.</param>
public sealed record SnoozeEnded(PartyId Party) : PartyEvent(Party);

/// <summary>A party said that it is on its way.</summary>
/// <param name="Party">The party.</param>
public sealed record PartyOnMyWay(PartyId Party) : PartyEvent(Party);

/// <summary>The host holds a party back: it keeps its place and is not called by itself. An open call ends.</summary>
/// <param name="Party">The party.</param>
public sealed record PartyHeld(PartyId Party) : PartyEvent(Party);

/// <summary>The host holds a party back no more.</summary>
/// <param name="Party">The party.</param>
public sealed record PartyUnheld(PartyId Party) : PartyEvent(Party);

/// <summary>A party changed. All that its <see cref="RoomEvent.Personal"/> can hold is as it is from now on.</summary>
/// <param name="Party">The party.</param>
/// <param name="Size">People, as from now on.</param>
/// <param name="QuotedLowMs">Lower end of the promised wait from joining; a new one when the size is of another band.</param>
/// <param name="QuotedHighMs">Upper end of the same.</param>
/// <param name="By">The host or the guest.</param>
public sealed record PartyEdited(PartyId Party, int Size, long QuotedLowMs, long QuotedHighMs, Actor By) : PartyEvent(Party);

/// <summary>A party got another place in line.</summary>
/// <param name="Party">The party.</param>
/// <param name="Place">As in <see cref="Waitlist.Party.Place"/>.</param>
/// <param name="By">The host, or the guest who let others ahead.</param>
public sealed record PartyMoved(PartyId Party, long Place, Actor By) : PartyEvent(Party);

/// <summary>
/// The upper end of what a party was promised has passed and it still waits. The promise stays, for scoring; this is what is thought now.
/// Not a change of the party: its row may still be acted on.
/// </summary>
/// <param name="Party">The party.</param>
/// <param name="LowMs">Lower end of the wait from now, in milliseconds.</param>
/// <param name="HighMs">Upper end of the wait from now, in milliseconds.</param>
public sealed record PromisePassed(PartyId Party, long LowMs, long HighMs) : PartyEvent(Party);

/// <summary>A party that had ended said that it is still here.</summary>
/// <param name="Party">The party.</param>
public sealed record PartyStillHere(PartyId Party) : PartyEvent(Party);

/// <summary>What a host did to a party was undone: it is again as it was before, but for its version and this change.</summary>
/// <param name="Party">The party.</param>
/// <param name="Undone">The version at which that was done.</param>
/// <param name="Effect">What that means for the party.</param>
public sealed record PartyReverted(PartyId Party, long Undone, UndoEffect Effect) : PartyEvent(Party)
{
    /// <summary>The version of the call that was taken back, for <see cref="UndoEffect.CallTakenBack"/>.</summary>
    public long? CallVersion { get; init; }
}

/// <summary>What an undo means for a party.</summary>
public enum UndoEffect
{
    /// <summary>Something about it is as before; it was and is live, called or not.</summary>
    Changed,

    /// <summary>It had been called and now it had not.</summary>
    CallTakenBack,

    /// <summary>It had ended and lives again.</summary>
    Restored,

    /// <summary>It had been put back and has ended again.</summary>
    EndedAgain,

    /// <summary>It had been added and was never there.</summary>
    Removed,
}

/// <summary>It became known how far an alert to a party got. Not a change of the party: its row may still be acted on.</summary>
/// <param name="Party">The party.</param>
/// <param name="State">How far it got.</param>
/// <param name="Call">The party's number of calls when the alert was made.</param>
public sealed record DeliveryReported(PartyId Party, PushState State, int Call) : PartyEvent(Party);

/// <summary>A party ended; the derived type says how. Until a <see cref="PartyRestored"/> takes it back.</summary>
/// <param name="Party">The party.</param>
/// <param name="By">Who ended it.</param>
public abstract record PartyFinished(PartyId Party, Actor By) : PartyEvent(Party)
{
    /// <summary>The reason that the party's own view shows.</summary>
    [JsonIgnore]
    public FinishReason Reason => this switch
    {
        PartySeated => FinishReason.Served,
        PartyLeft => FinishReason.Left,
        PartyKicked => FinishReason.Kicked,
        PartyMarkedNoShow => FinishReason.NoShow,
        PartyClosed => FinishReason.Closed,
        _ => throw new UnreachableException(),
    };

    /// <summary>The same as an action on the party.</summary>
    [JsonIgnore]
    public PartyAction Action => Reason switch
    {
        FinishReason.Served => PartyAction.Seated,
        FinishReason.Left => PartyAction.Left,
        FinishReason.Kicked => PartyAction.Kicked,
        FinishReason.NoShow => PartyAction.NoShow,
        FinishReason.Closed => PartyAction.Closed,
    };
}

/// <summary>A party that had ended waits again at its old place; its end counts no more.</summary>
/// <param name="Party">The party.</param>
/// <param name="By">The host.</param>
public sealed record PartyRestored(PartyId Party, Actor By) : PartyEvent(Party);

/// <summary>A party was seated or served.</summary>
/// <param name="Party">The party.</param>
/// <param name="By">The host.</param>
public sealed record PartySeated(PartyId Party, Actor By) : PartyFinished(Party, By);

/// <summary>A party left by itself.</summary>
/// <param name="Party">The party.</param>
/// <param name="By">The guest.</param>
public sealed record PartyLeft(PartyId Party, Actor By) : PartyFinished(Party, By);

/// <summary>The host removed a party.</summary>
/// <param name="Party">The party.</param>
/// <param name="By">The host.</param>
public sealed record PartyKicked(PartyId Party, Actor By) : PartyFinished(Party, By);

/// <summary>A called party did not come.</summary>
/// <param name="Party">The party.</param>
/// <param name="By">The host, or the timer when the call ran out.</param>
public sealed record PartyMarkedNoShow(PartyId Party, Actor By) : PartyFinished(Party, By);

/// <summary>A party was still live when the waitlist closed.</summary>
/// <param name="Party">The party.</param>
/// <param name="By">Who closed the waitlist.</param>
public sealed record PartyClosed(PartyId Party, Actor By) : PartyFinished(Party, By);
