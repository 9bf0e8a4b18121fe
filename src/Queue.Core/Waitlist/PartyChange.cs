namespace Queue.Core.Waitlist;

/// <summary>What was last done to a party.</summary>
/// <param name="By">Who did it.</param>
/// <param name="Action">What was done.</param>
/// <param name="At">When.</param>
/// <param name="Device">The id of the host's device; <see langword="null"/> when no host did it, or it is not known.</param>
public sealed record PartyChange(Actor By, PartyAction Action, DateTimeOffset At, string? Device = null)
{
    /// <summary>Says it in words, for example <c>called by the host</c>.</summary>
    /// <param name="deviceName">What the host's device is called, when it has a name.</param>
    /// <returns>Lower-case words that complete "was already …".</returns>
    public string Describe(string? deviceName = null)
    {
        var done = Action switch
        {
            PartyAction.Joined => "added",
            PartyAction.DeclaredNearby => "marked as nearby",
            PartyAction.Called => "called",
            PartyAction.CallExtended => "given more time",
            PartyAction.CallTakenBack => "set back to waiting",
            PartyAction.Seated => "seated",
            PartyAction.Left => "taken off the list",
            PartyAction.Kicked => "removed",
            PartyAction.NoShow => "marked as a no-show",
            PartyAction.Closed => "ended with the queue",
            PartyAction.Restored => "put back on the list",
            PartyAction.Held => "put on hold",
            PartyAction.Unheld => "taken off hold",
            PartyAction.Snoozed => "given more time",
            PartyAction.SnoozeEnded => "set back to waiting",
            PartyAction.OnMyWay => "marked as on the way",
            PartyAction.StillHere => "marked as still here",
            PartyAction.Edited => "changed",
            PartyAction.Moved => "moved in the line",
            PartyAction.Reverted => "set back",
        };
        return By switch
        {
            Actor.Host => $"{done} by {deviceName ?? "the host"}",
            Actor.Guest => done + " by the guest",
            Actor.Timer when Action == PartyAction.CallExtended => done + " because the service had been away",
            Actor.Timer => done + " because time ran out",
        };
    }
}

/// <summary>Who caused a change.</summary>
public enum Actor
{
    /// <summary>Somebody with a host token.</summary>
    Host,

    /// <summary>The party itself.</summary>
    Guest,

    /// <summary>The room's own deadline.</summary>
    Timer,
}

/// <summary>What can be done to a party.</summary>
public enum PartyAction
{
    /// <summary>It joined.</summary>
    Joined,

    /// <summary>It said that it is close by.</summary>
    DeclaredNearby,

    /// <summary>It was called.</summary>
    Called,

    /// <summary>Its call got more time.</summary>
    CallExtended,

    /// <summary>Its call was taken back.</summary>
    CallTakenBack,

    /// <summary>It was seated.</summary>
    Seated,

    /// <summary>It left.</summary>
    Left,

    /// <summary>The host removed it.</summary>
    Kicked,

    /// <summary>It became a no-show.</summary>
    NoShow,

    /// <summary>The queue closed.</summary>
    Closed,

    /// <summary>It had ended and was put back.</summary>
    Restored,

    /// <summary>The host held it back.</summary>
    Held,

    /// <summary>It is held no more.</summary>
    Unheld,

    /// <summary>It asked for more time.</summary>
    Snoozed,

    /// <summary>The time it asked for is over.</summary>
    SnoozeEnded,

    /// <summary>It said that it is on its way.</summary>
    OnMyWay,

    /// <summary>It had ended and said that it is still here.</summary>
    StillHere,

    /// <summary>Its name, size, notes or tags changed.</summary>
    Edited,

    /// <summary>It got another place in line.</summary>
    Moved,

    /// <summary>What a host did to it was undone.</summary>
    Reverted,
}
