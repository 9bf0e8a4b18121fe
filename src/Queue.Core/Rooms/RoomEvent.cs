using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Queue.Core.Chat;
using Queue.Core.Jobs;
using Queue.Core.Venues;
using Queue.Core.Waitlist;

namespace Queue.Core.Rooms;

/// <summary>
/// Something that happened in a room. Named in the past tense, never changed once stored. What could name a person is apart,
/// in <see cref="Personal"/>, so that it can be erased without breaking the fold.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(CommandAnswered), "command_answered")]
[JsonDerivedType(typeof(WaitlistCreated), "waitlist_created")]
[JsonDerivedType(typeof(WaitlistOpened), "waitlist_opened")]
[JsonDerivedType(typeof(LastCallPassed), "last_call_passed")]
[JsonDerivedType(typeof(WaitlistRescheduled), "waitlist_rescheduled")]
[JsonDerivedType(typeof(WaitlistClosed), "waitlist_closed")]
[JsonDerivedType(typeof(PartyJoined), "party_joined")]
[JsonDerivedType(typeof(PartyDeclaredNearby), "party_declared_nearby")]
[JsonDerivedType(typeof(PartyCalled), "party_called")]
[JsonDerivedType(typeof(CallTakenBack), "call_taken_back")]
[JsonDerivedType(typeof(CallExtended), "call_extended")]
[JsonDerivedType(typeof(DeliveryReported), "delivery_reported")]
[JsonDerivedType(typeof(PartySeated), "party_seated")]
[JsonDerivedType(typeof(PartyLeft), "party_left")]
[JsonDerivedType(typeof(PartyKicked), "party_kicked")]
[JsonDerivedType(typeof(PartyMarkedNoShow), "party_marked_no_show")]
[JsonDerivedType(typeof(PartyClosed), "party_closed")]
[JsonDerivedType(typeof(PartyRestored), "party_restored")]
[JsonDerivedType(typeof(PartySnoozed), "party_snoozed")]
[JsonDerivedType(typeof(SnoozeEnded), "snooze_ended")]
[JsonDerivedType(typeof(PartyOnMyWay), "party_on_my_way")]
[JsonDerivedType(typeof(PartyHeld), "party_held")]
[JsonDerivedType(typeof(PartyUnheld), "party_unheld")]
[JsonDerivedType(typeof(PartyEdited), "party_edited")]
[JsonDerivedType(typeof(PartyMoved), "party_moved")]
[JsonDerivedType(typeof(PromisePassed), "promise_passed")]
[JsonDerivedType(typeof(PartyStillHere), "party_still_here")]
[JsonDerivedType(typeof(PartyReverted), "party_reverted")]
[JsonDerivedType(typeof(PartyDeclined), "party_declined")]
[JsonDerivedType(typeof(PlacesSpread), "places_spread")]
[JsonDerivedType(typeof(JoiningPaused), "joining_paused")]
[JsonDerivedType(typeof(JoiningResumed), "joining_resumed")]
[JsonDerivedType(typeof(Announced), "announced")]
[JsonDerivedType(typeof(AnnouncementEnded), "announcement_ended")]
[JsonDerivedType(typeof(SettingsChanged), "settings_changed")]
[JsonDerivedType(typeof(DeviceNamed), "device_named")]
[JsonDerivedType(typeof(QueueReverted), "queue_reverted")]
[JsonDerivedType(typeof(DeclineReverted), "decline_reverted")]
[JsonDerivedType(typeof(ChatCreated), "chat_created")]
[JsonDerivedType(typeof(MessagePosted), "message_posted")]
[JsonDerivedType(typeof(NotificationPublished), "notification_published")]
[JsonDerivedType(typeof(ChatChanged), "chat_changed")]
[JsonDerivedType(typeof(ItemsForgotten), "items_forgotten")]
[JsonDerivedType(typeof(TokenIssued), "token_issued")]
[JsonDerivedType(typeof(TokenRevoked), "token_revoked")]
[JsonDerivedType(typeof(HookAdded), "hook_added")]
[JsonDerivedType(typeof(HookRemoved), "hook_removed")]
[JsonDerivedType(typeof(ChatDeleted), "chat_deleted")]
[JsonDerivedType(typeof(JobStarted), "job_started")]
[JsonDerivedType(typeof(JobProgressed), "job_progressed")]
[JsonDerivedType(typeof(JobCompleted), "job_completed")]
[JsonDerivedType(typeof(JobFailed), "job_failed")]
[JsonDerivedType(typeof(JobCanceled), "job_canceled")]
[JsonDerivedType(typeof(JobTimedOut), "job_timed_out")]
[JsonDerivedType(typeof(VenueCreated), "venue_created")]
[JsonDerivedType(typeof(VenueChanged), "venue_changed")]
[JsonDerivedType(typeof(EveningPlanned), "evening_planned")]
[JsonDerivedType(typeof(EveningReplanned), "evening_replanned")]
[JsonDerivedType(typeof(EveningFolded), "evening_folded")]
[JsonDerivedType(typeof(DevicePaired), "device_paired")]
[JsonDerivedType(typeof(DeviceRenewed), "device_renewed")]
[JsonDerivedType(typeof(DeviceRemoved), "device_removed")]
[JsonDerivedType(typeof(PinChanged), "pin_changed")]
[JsonDerivedType(typeof(VenueEnded), "venue_ended")]
public abstract record RoomEvent
{
    private protected RoomEvent()
    {
    }

    /// <summary>When it happened, by the room's own time (see <see cref="RoomState.LastInstant"/>).</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The id of the host's device that caused it; <see langword="null"/> when no host did, or it is not known which.</summary>
    public string? Device { get; init; }

    /// <summary>
    /// The version at which the host's action that it is part of is complete: what one undo takes back has one of these in common.
    /// <see langword="null"/> for what no host did, and for what cannot be undone.
    /// </summary>
    public long? Step { get; init; }

    /// <summary>The part that names a person, or <see langword="null"/> when there is none or it was erased.</summary>
    [JsonIgnore]
    public PersonalData? Personal { get; init; }
}

/// <summary>What an event knows of a person. Stored beside the event, erased on request.</summary>
/// <param name="Name">The name the person gave, cleaned; <see langword="null"/> when none.</param>
public sealed record PersonalData(string? Name)
{
    /// <summary>What the person said, or JSON text that a system published; <see langword="null"/> when neither.</summary>
    public string? Content { get; init; }

    /// <summary>What a host noted about the person; <see langword="null"/> when nothing.</summary>
    public string? Notes { get; init; }

    /// <summary>What the person needs; <see langword="null"/> when nothing.</summary>
    public ImmutableList<string>? Tags { get; init; }

    /// <summary>What is known of a party.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="notes">Its notes.</param>
    /// <param name="tags">Its tags.</param>
    /// <returns>That, or <see langword="null"/> when it is nothing at all.</returns>
    public static PersonalData? Of(string? name, string? notes, ImmutableList<string>? tags) =>
        name is null && notes is null && tags is null ? null : new PersonalData(name) { Notes = notes, Tags = tags };
}

/// <summary>A keyed command was accepted; its answer is kept so that a repeat gets the same one.</summary>
/// <param name="Key">The caller's key.</param>
/// <param name="Fingerprint">What was asked and by whom.</param>
/// <param name="Reply">The answer without personal data.</param>
public sealed record CommandAnswered(string Key, string Fingerprint, RoomReply Reply) : RoomEvent;
