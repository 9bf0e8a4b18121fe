using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Queue.Core.Rooms;
using Queue.Server.Snapshots;

namespace Queue.Server.Redis;

internal enum ChangeKind
{
    /// <summary>This version of a room can be read.</summary>
    Room,

    /// <summary>The answer to a question: this version of the room can be read, and it is as new as the question.</summary>
    Answer,

    /// <summary>No room has this code, or has it any more: the answer to a question, or said by itself.</summary>
    None,

    /// <summary>The writer lives, and this was its last message.</summary>
    Beat,
}

/// <summary>What a writer says to the readers. Its messages are numbered, so that a reader notices when one did not arrive.</summary>
internal sealed record ChangeMessage(ChangeKind Kind, string Writer, long Number)
{
    private const string Nothing = "-";

    public RoomCode Code { get; init; }

    public SnapshotVersion Version { get; init; }

    /// <summary>Which question is answered.</summary>
    public string Question { get; init; } = Nothing;

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ChangeMessage? message)
    {
        message = null;
        var parts = text.Split(' ');
        if (parts.Length != 6
            || !Enum.TryParse<ChangeKind>(parts[0], out var kind)
            || !long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || (!RoomCode.TryParse(parts[3], out var code) && kind != ChangeKind.Beat)
            || !SnapshotVersion.TryParse(parts[4], out var version))
        {
            return false;
        }

        message = new ChangeMessage(kind, parts[1], number) { Code = code, Version = version, Question = parts[5] };
        return true;
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Kind} {Writer} {Number} {(Kind == ChangeKind.Beat ? Nothing : Code.ToString())} {Version} {Question}");
}
