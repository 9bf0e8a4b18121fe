using System.Security.Cryptography;
using Queue.Core.Rooms;
using Queue.Server.Snapshots;

namespace Queue.Server.Redis;

/// <summary>Numbers what this process says to readers. A new process is a new voice.</summary>
internal sealed class RedisVoice
{
    private long last;

    /// <summary>Tells this process from others.</summary>
    public string Writer { get; } = RandomNumberGenerator.GetHexString(16, lowercase: true);

    public ChangeMessage Room(RoomCode code, SnapshotVersion version) => Next(ChangeKind.Room) with { Code = code, Version = version };

    public ChangeMessage Answer(Question question, SnapshotVersion version) =>
        Next(ChangeKind.Answer) with { Code = question.Code, Version = version, Question = question.Id };

    public ChangeMessage None(Question question) => Next(ChangeKind.None) with { Code = question.Code, Question = question.Id };

    /// <summary>A code leads to no room any more.</summary>
    public ChangeMessage Gone(RoomCode code) => Next(ChangeKind.None) with { Code = code };

    /// <summary>A sign of life carries the number of the message before it: it may be lost itself without harm.</summary>
    public ChangeMessage Beat() => new(ChangeKind.Beat, Writer, Volatile.Read(ref last));

    private ChangeMessage Next(ChangeKind kind) => new(kind, Writer, Interlocked.Increment(ref last));
}
