using Queue.Core.Waitlist;

namespace Queue.Core.Rooms;

/// <summary>An expected refusal. Two errors with the same code mean the same; the text is what people and old clients read.</summary>
/// <param name="Code">Stable code, snake case; the catalogue of all codes says the HTTP status.</param>
/// <param name="Text">One sentence, shown to people as it stands.</param>
public sealed record RoomError(string Code, string Text)
{
    /// <summary>When joining becomes possible, where that is known.</summary>
    public DateTimeOffset? OpensAt { get; init; }

    /// <summary>What happened to the party since the caller last saw it, for <c>party_changed</c>.</summary>
    public PartyChange? Change { get; init; }

    /// <summary>What the host's device is called that made <see cref="Change"/>, when it has a name.</summary>
    public string? DeviceName { get; init; }
}

/// <summary>The refusals of every kind of room, one place.</summary>
public static class RoomErrors
{
    /// <summary>The room has ended; it can still be read.</summary>
    public static readonly RoomError SessionClosed = new("session_closed", "Session closed");

    /// <summary>No party of this id is live in the room, or was ever there.</summary>
    public static readonly RoomError PartyNotFound = new("party_not_found", "Party not found");

    /// <summary>The queue already has a waiting party of this name, and duplicate names are off.</summary>
    public static readonly RoomError AlreadyInQueue = new("already_in_queue", "You are already in this queue");

    /// <summary>The sum of party sizes would exceed the queue's <c>maxGuests</c>.</summary>
    public static readonly RoomError QueueFull = new("queue_full", "Queue is full");

    /// <summary>The party the host believes to be served is not the one that is.</summary>
    public static readonly RoomError ServedPartyMismatch = new("served_party_mismatch", "servedParty does not match current");

    /// <summary>The party to call next is not waiting in the queue.</summary>
    public static readonly RoomError NextPartyNotFound = new("next_party_not_found", "nextParty not found in queue");

    /// <summary>A no-show needs a call first.</summary>
    public static readonly RoomError PartyNotCalled = new("party_not_called", "The party has not been called yet");

    /// <summary>Guests cannot join for now.</summary>
    public static readonly RoomError JoiningPaused = new("joining_paused", "Joining is paused right now; please ask at the door");

    /// <summary>The party has had its extra time, is too far back, or the queue gives none.</summary>
    public static readonly RoomError SnoozeUnavailable = new("snooze_unavailable", "No more time can be given; please talk to the host");

    /// <summary>What was done at that version is too long ago, was undone, or cannot be undone.</summary>
    public static readonly RoomError UndoUnavailable = new("undo_unavailable", "This can no longer be undone");

    /// <summary>Another device did what shall be undone.</summary>
    public static readonly RoomError UndoNotYours = new("undo_not_yours", "Only the device that did this can undo it");

    /// <summary>The queue's settings changed since the caller saw them.</summary>
    public static readonly RoomError SettingsChanged = new("settings_changed", "The settings were changed meanwhile; look at them again");

    /// <summary>The job has ended; how it ended is final.</summary>
    public static readonly RoomError JobOver = new("job_over", "The job has ended");

    /// <summary>The chat room was deleted.</summary>
    public static readonly RoomError RoomDeleted = new("room_deleted", "room deleted");

    /// <summary>The chat room has as many open tokens as it may have.</summary>
    public static readonly RoomError TooManyTokens = new("too_many_tokens", "This room has too many open tokens; revoke some first");

    /// <summary>The chat room has as many hooks as it may have.</summary>
    public static readonly RoomError TooManyHooks = new("too_many_hooks", "This room has too many hooks; remove some first");

    /// <summary>A post by hook came a second time.</summary>
    public static readonly RoomError HookReplayed = new("hook_replayed", "This signed post was taken before");

    /// <summary>The venue was ended.</summary>
    public static readonly RoomError VenueEnded = new("venue_ended", "This venue has ended");

    /// <summary>The venue has as many devices as it may have.</summary>
    public static readonly RoomError TooManyDevices = new("too_many_devices", "This venue has too many devices; remove some first");

    /// <summary>The device is one of the venue's no more.</summary>
    public static readonly RoomError DeviceRemoved = new("device_removed", "This device was removed from its venue");

    /// <summary>The queue takes no more guests today; the host may still add parties.</summary>
    public static readonly RoomError LastCall = new("last_call", "The last call for today has passed");

    /// <summary>The key was used before for something else.</summary>
    public static readonly RoomError IdempotencyKeyReused =
        new("idempotency_key_reused", "This Idempotency-Key was already used for another request");

    /// <summary>Joining is not possible at this hour.</summary>
    /// <param name="opensAt">When the queue opens; <see langword="null"/> when it does not open again.</param>
    /// <returns>The error.</returns>
    public static RoomError OutsideOpeningHours(DateTimeOffset? opensAt) =>
        new("outside_opening_hours", "Session closed") { OpensAt = opensAt };

    /// <summary>Somebody else changed the party since the caller last saw it.</summary>
    /// <param name="change">What was done, by whom, when.</param>
    /// <param name="deviceName">What the host's device is called that did it, when it has a name.</param>
    /// <returns>The error.</returns>
    public static RoomError PartyChanged(PartyChange change, string? deviceName = null)
    {
        ArgumentNullException.ThrowIfNull(change);
        return new("party_changed", $"The party was already {change.Describe(deviceName)}") { Change = change, DeviceName = deviceName };
    }

    /// <summary>The party is larger than the queue takes.</summary>
    /// <param name="maxPartySize">The largest size the queue takes.</param>
    /// <returns>The error.</returns>
    public static RoomError SizeOutOfRange(int maxPartySize) =>
        new("size_out_of_range", $"size must be between 1 and {maxPartySize}");
}
