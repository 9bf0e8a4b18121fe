using System.Collections.Immutable;
using Queue.Core.Chat;
using Queue.Core.Jobs;
using Queue.Core.Rooms;
using Queue.Core.Venues;
using Queue.Core.Waitlist;

namespace Queue.Server.Storage;

/// <summary>
/// The log of every room: the truth of the service. Implemented for SQLite now and for PostgreSQL when there are many nodes; the
/// simulator has one that loses, delays and refuses on purpose.
/// </summary>
internal interface IEventLog
{
    /// <summary>Reads a room's checkpoint and the events after it; <see langword="null"/> when there is no such room.</summary>
    Task<StoredRoom?> LoadAsync(RoomId id, CancellationToken cancellationToken);

    /// <summary>The room a code leads to now.</summary>
    Task<RoomId?> FindRoomAsync(RoomCode code, CancellationToken cancellationToken);

    /// <summary>The room that was created under an idempotency key, when that was after <paramref name="notBefore"/>.</summary>
    Task<CreatedRoom?> FindCreatedAsync(string key, DateTimeOffset notBefore, CancellationToken cancellationToken);

    /// <summary>The rooms of one kind that an owner has, oldest first. Deleted ones are not among them.</summary>
    Task<IReadOnlyList<RoomId>> OwnedAsync(OwnerId owner, string kind, CancellationToken cancellationToken);

    /// <summary>All venues, also those that have ended.</summary>
    Task<IReadOnlyList<RoomId>> VenuesAsync(CancellationToken cancellationToken);

    /// <summary>The venue that a slug leads to.</summary>
    Task<RoomId?> FindVenueAsync(string slug, CancellationToken cancellationToken);

    /// <summary>
    /// Makes a slug lead to a venue, beside those that do already, until the venue says which it keeps; <see langword="false"/> when it leads
    /// to another one.
    /// </summary>
    Task<bool> ClaimSlugAsync(RoomId venue, string slug, CancellationToken cancellationToken);

    /// <summary>Items of a chat room in the order of their numbers; none when there is no such room, or no such item any more.</summary>
    Task<IReadOnlyList<ChatItem>> ReadItemsAsync(RoomId id, ItemRange range, CancellationToken cancellationToken);

    /// <summary>The newest events of a room before a version, newest first, at most so many. What was forgotten is missing.</summary>
    Task<IReadOnlyList<StoredEvent>> ReadBackAsync(RoomId id, long beforeVersion, int most, CancellationToken cancellationToken);

    /// <summary>The rooms with a deadline at or before an instant, earliest first.</summary>
    Task<IReadOnlyList<DueRoom>> DueAsync(DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>
    /// Stores a batch in one transaction and returns after it is on the disk, one result an append in the same order. Only appends
    /// that answer <see cref="AppendResult.Committed"/> are stored. Throws <see cref="AppendException"/> when one of them cannot be
    /// stored and so nothing was, and anything else when the database fails: then nothing was stored, or that is not known.
    /// </summary>
    Task<IReadOnlyList<AppendResult>> AppendAsync(IReadOnlyList<Append> batch, CancellationToken cancellationToken);

    /// <summary>The oldest entries of the outbox that are not forgotten, with their events, in the order of their commits.</summary>
    Task<IReadOnlyList<OutboxEntry>> ReadOutboxAsync(int most, CancellationToken cancellationToken);

    /// <summary>Whole rooms from their first event on, in the order they were opened, after a room's <see cref="OutboxEntry.Id"/>.</summary>
    Task<IReadOnlyList<OutboxEntry>> ReadHistoryAsync(long afterRoom, int most, CancellationToken cancellationToken);

    /// <summary>
    /// Forgets the oldest entries, which were handed over. They are not read again by this process, and deleted with the next commit or
    /// sign of life: after a crash before that they are read once more.
    /// </summary>
    void ForgetOutbox(IReadOnlyList<OutboxEntry> entries);

    /// <summary>The last instant at which the service is known to have served; <see langword="null"/> on a new log.</summary>
    Task<DateTimeOffset?> LastAliveAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Notes that the service is serving. Fails also when there is no room for a large commit: the note itself needs none, and so would
    /// tell nothing about a full database.
    /// </summary>
    Task SaveAliveAsync(DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>What and where it is, for the start-up line.</summary>
    string Description { get; }

    /// <summary>Rises only when a backup was restored, so that clients accept lower versions again.</summary>
    int Epoch { get; }
}

/// <summary>A room as stored.</summary>
internal sealed record StoredRoom(long Version, RoomState? Checkpoint, IReadOnlyList<RoomEvent> Events);

/// <summary>A room that was created under an idempotency key.</summary>
internal sealed record CreatedRoom(RoomId Id, string Fingerprint);

/// <summary>A room and the instant at which something in it is due.</summary>
internal readonly record struct DueRoom(RoomId Id, DateTimeOffset At);

/// <summary>What one room committed at once and has not been handed over yet. What was forgotten meanwhile is missing in it.</summary>
internal sealed record OutboxEntry(long Id, RoomId Room, IReadOnlyList<StoredEvent> Events);

/// <summary>An event and the version that it made.</summary>
internal readonly record struct StoredEvent(long Version, RoomEvent Happened);

/// <summary>Which items to read, both ends exclusive.</summary>
/// <param name="AfterSeq">The oldest ones after this number; <see langword="null"/> for the newest ones.</param>
/// <param name="BeforeSeq">None from this number on.</param>
/// <param name="Most">At most so many.</param>
internal readonly record struct ItemRange(long? AfterSeq, long? BeforeSeq, int Most);

/// <summary>What one room wants to store.</summary>
internal sealed record Append
{
    public required RoomId Id { get; init; }

    /// <summary>The version the events were decided on: the fence. 0 for a room that is opened.</summary>
    public required long ExpectedVersion { get; init; }

    public required ImmutableArray<RoomEvent> Events { get; init; }

    public required DateTimeOffset? NextDeadline { get; init; }

    /// <summary>The state after the events, to start the next load from.</summary>
    public RoomState? Checkpoint { get; init; }

    /// <summary>Set for a room that is opened.</summary>
    public Opening? Opening { get; init; }

    public long Version => ExpectedVersion + Events.Length;

    /// <summary>
    /// Chat items up to this number go with this append. Without them the room can only be read from a checkpoint, so
    /// <see cref="Checkpoint"/> is set then.
    /// </summary>
    public long? ForgottenUntil => Events.Any(static happened => happened is ChatDeleted)
        ? long.MaxValue
        : Events.OfType<ItemsForgotten>().LastOrDefault()?.UntilSeq;

    /// <summary>The room is not its owner's any more.</summary>
    public bool Disowns => Events.Any(static happened => happened is ChatDeleted or VenueEnded);

    /// <summary>The one slug that leads to the venue from now on.</summary>
    public string? KeptSlug => Events.OfType<VenueChanged>().LastOrDefault()?.Slug;

    /// <summary>The venue is over: its code leads to none of its evenings any more, its slug nowhere.</summary>
    public bool EndsVenue => Events.Any(static happened => happened is VenueEnded);
}

/// <summary>What a new room claims.</summary>
internal sealed record Opening(string Kind, RoomCode? Code, CommandKey? Key)
{
    /// <summary>Whose the room is.</summary>
    public OwnerId? Owner { get; init; }

    /// <summary>The room's id was not drawn at random, so another room may have it.</summary>
    public bool IdIsChosen { get; init; }

    /// <summary>The name in addresses that a venue claims.</summary>
    public string? Slug { get; init; }

    /// <summary>The venue whose code leads to this room from now on, as to the newest of its evenings.</summary>
    public VenueEvening? Evening { get; init; }

    /// <summary>What a room claims that is in this state after its opening event.</summary>
    public static Opening Of(RoomState state, CommandKey? key) => new(RoomLogic.KindOf(state), (state as VenueState)?.Code ?? state.Locator, key)
    {
        Owner = state.OwnedBy,
        IdIsChosen = state is JobState or WaitlistState { Venue: not null },
        Slug = (state as VenueState)?.Slug,
        Evening = (state as WaitlistState)?.Venue,
    };
}

internal enum AppendResult
{
    /// <summary>Stored and on the disk.</summary>
    Committed,

    /// <summary>The room was at another version: somebody else wrote. Nothing of this append was stored.</summary>
    Fenced,

    /// <summary>The code leads to another room, or to a later evening of the venue. Nothing of this append was stored.</summary>
    CodeTaken,

    /// <summary>The slug leads to another venue. Nothing of this append was stored.</summary>
    SlugTaken,

    /// <summary>There is a room of this id. Nothing of this append was stored.</summary>
    RoomTaken,

    /// <summary>The idempotency key created another room. Nothing of this append was stored.</summary>
    KeyTaken,
}
