using Queue.Core.Waitlist;
using Queue.Server.Events;

namespace Queue.Server.Analytics;

/// <summary>
/// One thing that happened to a party or to a queue, as numbers keep it: an event without what no number asks for. Times are epoch
/// milliseconds; null where there is nothing to say.
/// </summary>
internal sealed record Act
{
    public string Room { get; init; } = "";

    /// <summary>The event's version: acts of a room happened in this order, in whatever order they come.</summary>
    public long Version { get; init; }

    /// <summary>One of <see cref="ActKinds"/>, or how a visit ended.</summary>
    public string Kind { get; init; } = "";

    public long At { get; init; }

    public string? Party { get; init; }

    public string? Actor { get; init; }

    /// <summary>The host's device.</summary>
    public string? Device { get; init; }

    /// <summary>What one undo takes back has one of these in common.</summary>
    public long? Step { get; init; }

    /// <summary>The step that this takes back.</summary>
    public long? Undone { get; init; }

    public long? Ticket { get; init; }

    public long? Size { get; init; }

    public string? Source { get; init; }

    public long? LowMs { get; init; }

    public long? HighMs { get; init; }

    public long? SuggestedLowMs { get; init; }

    public long? SuggestedHighMs { get; init; }

    /// <summary>How the queue's own promise was made.</summary>
    public string? Method { get; init; }

    /// <summary>Until when: a call, or more time.</summary>
    public long? Until { get; init; }

    /// <summary>It ended the visit.</summary>
    public bool IsEnd => Kind is ActKinds.Served or ActKinds.Left or ActKinds.Kicked or ActKinds.NoShow or ActKinds.Closed;

    /// <summary>The act that an event is; null for one that no number asks for.</summary>
    public static Act? Of(EventMessage message)
    {
        var happened = message.Happened;
        var act = new Act
        {
            Room = message.Room.Value,
            Version = message.Version,
            At = happened.At.ToUnixTimeMilliseconds(),
            Party = (happened as PartyEvent)?.Party.ToString(),
            Device = happened.Device,
            Step = happened.Step,
        };
        return happened switch
        {
            PartyEvent e => OfParty(act, e),
            PartyDeclined e => act with { Kind = ActKinds.Declined, Size = e.Size, LowMs = e.QuotedLowMs, HighMs = e.QuotedHighMs },
            JoiningPaused => act with { Kind = ActKinds.Paused },
            JoiningResumed => act with { Kind = ActKinds.Resumed },
            Announced => act with { Kind = ActKinds.Announced },
            SettingsChanged => act with { Kind = ActKinds.SettingsChanged },
            DeclineReverted e => act with { Kind = ActKinds.Reverted, Undone = e.Undone },
            QueueReverted e => act with { Kind = ActKinds.Reverted, Undone = e.Undone },
            _ => null,
        };
    }

    private static Act? OfParty(Act act, PartyEvent happened) => happened switch
    {
        PartyJoined e => act with
        {
            Kind = ActKinds.Joined,
            Ticket = e.Ticket,
            Size = e.Size,
            Source = e.Source.ToString(),
            LowMs = e.QuotedLowMs,
            HighMs = e.QuotedHighMs,
            SuggestedLowMs = e.Suggested?.LowMs,
            SuggestedHighMs = e.Suggested?.HighMs,
            Method = e.Basis?.Method,
        },
        PartyEdited e => act with { Kind = ActKinds.Edited, Actor = Name(e.By), Size = e.Size, LowMs = e.QuotedLowMs, HighMs = e.QuotedHighMs },
        PartyDeclaredNearby => act with { Kind = ActKinds.Nearby },
        PartyOnMyWay => act with { Kind = ActKinds.OnMyWay },
        PartyStillHere => act with { Kind = ActKinds.StillHere },
        DeliveryReported { State: PushState.Subscribed } => act with { Kind = ActKinds.Subscribed },
        PartyCalled e => act with { Kind = ActKinds.Called, Actor = Name(e.By), Until = e.Deadline.ToUnixTimeMilliseconds() },
        CallTakenBack e => act with { Kind = ActKinds.CallTakenBack, Actor = Name(e.By) },
        CallExtended e => act with { Kind = ActKinds.CallExtended, Actor = Name(e.By), Until = e.Deadline.ToUnixTimeMilliseconds() },
        PartySnoozed e => act with { Kind = ActKinds.Snoozed, Until = e.Until.ToUnixTimeMilliseconds() },
        SnoozeEnded => act with { Kind = ActKinds.SnoozeEnded },
        PartyHeld => act with { Kind = ActKinds.Held },
        PartyUnheld => act with { Kind = ActKinds.Unheld },
        PartyMoved e => act with { Kind = ActKinds.Moved, Actor = Name(e.By) },
        PartyRestored e => act with { Kind = ActKinds.Restored, Actor = Name(e.By) },
        PartyFinished e => act with { Kind = WireText.Of(e.Reason), Actor = Name(e.By) },
        PartyReverted e => act with { Kind = ActKinds.Reverted, Undone = e.Undone },
        _ => null,
    };

    private static string Name(Actor actor) => actor switch
    {
        Core.Waitlist.Actor.Host => "host",
        Core.Waitlist.Actor.Guest => "guest",
        Core.Waitlist.Actor.Timer => "timer",
    };
}

/// <summary>What acts are called in <c>analytics.db</c>. Those that end a visit are called as its end on the wire.</summary>
internal static class ActKinds
{
    public const string Joined = "joined";
    public const string Edited = "edited";
    public const string Nearby = "nearby";
    public const string OnMyWay = "on_my_way";
    public const string StillHere = "still_here";
    public const string Subscribed = "subscribed";
    public const string Called = "called";
    public const string CallTakenBack = "call_taken_back";
    public const string CallExtended = "call_extended";
    public const string Snoozed = "snoozed";
    public const string SnoozeEnded = "snooze_ended";
    public const string Held = "held";
    public const string Unheld = "unheld";
    public const string Moved = "moved";
    public const string Restored = "restored";
    public const string Reverted = "reverted";
    public const string Declined = "declined";
    public const string Paused = "paused";
    public const string Resumed = "resumed";
    public const string Announced = "announced";
    public const string SettingsChanged = "settings_changed";
    public const string Served = "served";
    public const string Left = "left";
    public const string Kicked = "kicked";
    public const string NoShow = "no_show";
    public const string Closed = "closed";
}
