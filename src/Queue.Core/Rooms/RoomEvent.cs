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
[JsonDerivedType(typeof(VenueEnded), "venue_ended")]
public abstract record RoomEvent
{
    private protected RoomEvent()
    {
    }

    /// <summary>When it happened, by the room's own time (see <see cref="RoomState.LastInstant"/>).</summary>
    public DateTimeOffset At { get; init; }

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
}

/// <summary>A keyed command was accepted; its answer is kept so that a repeat gets the same one.</summary>
/// <param name="Key">The caller's key.</param>
/// <param name="Fingerprint">What was asked and by whom.</param>
/// <param name="Reply">The answer without personal data.</param>
public sealed record CommandAnswered(string Key, string Fingerprint, RoomReply Reply) : RoomEvent;
