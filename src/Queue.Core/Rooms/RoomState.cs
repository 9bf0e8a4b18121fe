using System.Text.Json.Serialization;
using Queue.Core.Chat;
using Queue.Core.Jobs;
using Queue.Core.Venues;
using Queue.Core.Waitlist;

namespace Queue.Core.Rooms;

/// <summary>What a room is at one version: the fold of its events. Immutable. One derived type a kind of room.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(WaitlistState), RoomKinds.Waitlist)]
[JsonDerivedType(typeof(ChatState), RoomKinds.Chat)]
[JsonDerivedType(typeof(JobState), RoomKinds.Job)]
[JsonDerivedType(typeof(VenueState), RoomKinds.Venue)]
public abstract record RoomState
{
    private protected RoomState()
    {
    }

    /// <summary>The room's id.</summary>
    public required RoomId Id { get; init; }

    /// <summary>The code that leads to the room; <see langword="null"/> for a room that is reached by its id.</summary>
    [JsonIgnore]
    public virtual RoomCode? Locator => null;

    /// <summary>Whose it is; <see langword="null"/> for a room that was opened without an API key.</summary>
    [JsonIgnore]
    public virtual OwnerId? OwnedBy => null;

    /// <summary>How many events were folded into this state; 1 after the opening event.</summary>
    public long Version { get; init; }

    /// <summary>The instant of the newest event. Time in a room never runs back: the next event is at this instant or later.</summary>
    public DateTimeOffset LastInstant { get; init; }

    /// <summary>The accepted answers of keyed commands, kept for <see cref="AnswerBook.Lifetime"/>.</summary>
    public AnswerBook Answers { get; init; } = AnswerBook.Empty;
}

/// <summary>The names of the kinds of room, as stored.</summary>
public static class RoomKinds
{
    /// <summary>A queue of parties.</summary>
    public const string Waitlist = "waitlist";

    /// <summary>An ordered stream of messages and notifications.</summary>
    public const string Chat = "chat";

    /// <summary>A worker's progress and its end.</summary>
    public const string Job = "job";

    /// <summary>What stays of a restaurant from evening to evening.</summary>
    public const string Venue = "venue";
}
