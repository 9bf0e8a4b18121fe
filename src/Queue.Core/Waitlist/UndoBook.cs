using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Queue.Core.Rooms;

namespace Queue.Core.Waitlist;

/// <summary>A party as it was before a host did something to it.</summary>
/// <param name="Party">Its id.</param>
/// <param name="Live">As it was when it was live; <see langword="null"/> when it was not.</param>
/// <param name="Ended">As it was when it had ended; <see langword="null"/> when it had not. Both are, when it was not there at all.</param>
/// <param name="Rev">The version of its change by the host; another one means that it changed since.</param>
public sealed record PartyBefore(PartyId Party, Party? Live, FinishedParty? Ended, long Rev);

/// <summary>The queue as a whole as it was before a host did something to it.</summary>
/// <param name="Options">Its options.</param>
/// <param name="Paused">Whether joining was paused.</param>
/// <param name="Announcement">What was told to everybody.</param>
/// <param name="Rev">The version of the change by the host; another one means that it changed since.</param>
public sealed record QueueBefore(WaitlistOptions Options, bool Paused, Announcement? Announcement, long Rev);

/// <summary>One thing that a host did, with what it needs to be undone.</summary>
/// <param name="Version">The version at which it was complete.</param>
/// <param name="At">When.</param>
/// <param name="Device">By which device.</param>
public sealed record HostAction(long Version, DateTimeOffset At, string? Device)
{
    /// <summary>The parties that it touched.</summary>
    public ImmutableList<PartyBefore> Parties { get; init; } = [];

    /// <summary>What it changed about the queue as a whole, if it did.</summary>
    public QueueBefore? Queue { get; init; }

    /// <summary>It noted a party that walked away at the door.</summary>
    public bool Declined { get; init; }

    /// <summary>Nothing is left to undo.</summary>
    [JsonIgnore]
    public bool IsUndone => Parties.IsEmpty && Queue is null && !Declined;
}

/// <summary>What hosts did lately, oldest first, so that they can undo it. What is too old drops out as new things come.</summary>
[JsonConverter(typeof(UndoBookConverter))]
public sealed class UndoBook
{
    /// <summary>Nothing.</summary>
    public static readonly UndoBook Empty = new([]);

    private readonly ImmutableList<HostAction> actions;

    private UndoBook(ImmutableList<HostAction> actions) => this.actions = actions;

    /// <summary>What was done, oldest first.</summary>
    public IReadOnlyList<HostAction> InOrder => actions;

    /// <summary>Finds what was done at a version.</summary>
    /// <param name="version">The version.</param>
    /// <returns>That, or <see langword="null"/> when it was undone, is too long ago, or never was.</returns>
    public HostAction? Find(long version) => actions.Find(action => action.Version == version);

    /// <summary>Adds what was done, or puts it in the place of what is known of it; what has nothing left is taken out.</summary>
    /// <param name="action">What was done.</param>
    /// <returns>The new book.</returns>
    public UndoBook Put(HostAction action)
    {
        ArgumentNullException.ThrowIfNull(action);
        var index = actions.FindIndex(known => known.Version == action.Version);
        return new UndoBook(
            index < 0 ? actions.RemoveAll(old => action.At - old.At >= WaitlistLogic.UndoTime).Add(action)
            : action.IsUndone ? actions.RemoveAt(index)
            : actions.SetItem(index, action));
    }

    internal static UndoBook From(ImmutableList<HostAction> actions) => new(actions);
}

internal sealed class UndoBookConverter : JsonConverter<UndoBook>
{
    public override UndoBook Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        UndoBook.From(JsonSerializer.Deserialize(ref reader, RoomJson.Storage.ImmutableListHostAction) ?? []);

    public override void Write(Utf8JsonWriter writer, UndoBook value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, [.. value.InOrder], RoomJson.Storage.ImmutableListHostAction);
}
