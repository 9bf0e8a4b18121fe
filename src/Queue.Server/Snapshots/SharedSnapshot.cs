using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Queue.Core.Rooms;

namespace Queue.Server.Snapshots;

/// <summary>
/// One committed version of a room, as other processes get it: its state, from which every audience's view is rendered by the same
/// code and so to the same bytes. The kept answers of commands stay behind, as no view shows them.
/// </summary>
internal sealed record SharedSnapshot(RoomId Room, RoomCode Code, SnapshotVersion Version, ReadOnlyMemory<byte> State)
{
    /// <summary>The form of <see cref="State"/>; another one is not read.</summary>
    public const string Format = "1";

    /// <summary>The room to share; <see langword="null"/> for one that has no code and so is not read by one.</summary>
    public static SharedSnapshot? Of(RoomSnapshot snapshot) => snapshot.State.Locator is { } code
        ? new SharedSnapshot(
            snapshot.State.Id, code, snapshot.SharedVersion, RoomJson.WriteState(snapshot.State with { Answers = AnswerBook.Empty }))
        : null;

    /// <summary>Makes the room from it; <see langword="false"/> when the state is not what it says it is.</summary>
    public bool TryRead([NotNullWhen(true)] out RoomSnapshot? snapshot)
    {
        snapshot = null;
        try
        {
            var state = RoomJson.ReadState(State.Span);
            var read = RoomSnapshot.Of(state, Version.Epoch);
            snapshot = state.Id == Room && state.Locator == Code && read.SharedVersion == Version ? read : null;
            return snapshot is not null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or ArgumentException or NotSupportedException)
        {
            return false;
        }
    }
}
