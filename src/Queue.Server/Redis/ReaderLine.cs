using System.Collections.Concurrent;
using System.Security.Cryptography;
using Queue.Core.Rooms;
using Queue.Server.Snapshots;

namespace Queue.Server.Redis;

internal enum ReplyKind
{
    /// <summary>This version is in Redis and as new as the question.</summary>
    Version,

    /// <summary>There is no such room.</summary>
    None,

    /// <summary>No writer answered.</summary>
    Silence,
}

/// <summary>What a reader was told.</summary>
internal readonly record struct Reply(ReplyKind Kind, SnapshotVersion Version = default);

/// <summary>A reader's line to the writer: questions go out, changes come in, and a message that did not arrive is noticed.</summary>
internal sealed class ReaderLine
{
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, TaskCompletionSource<Reply>> open = new(StringComparer.Ordinal);
    private readonly MessageNumbers numbers = new();
    private readonly RedisLink link;
    private readonly RedisNames names;
    private readonly TimeProvider time;
    private readonly RedisInstruments instruments;
    private long lastHeard;
    private volatile bool hasHeard;

    public ReaderLine(RedisLink link, RedisNames names, TimeProvider time, RedisInstruments instruments)
    {
        this.link = link;
        this.names = names;
        this.time = time;
        this.instruments = instruments;
        link.Hear(names.Changes, Hear);
    }

    /// <summary>A version of a room can be read. Set by the mirror.</summary>
    public Action<RoomCode, SnapshotVersion> Changed { get; set; } = (_, _) => { };

    /// <summary>A code leads to no room. Set by the mirror.</summary>
    public Action<RoomCode> Gone { get; set; } = _ => { };

    /// <summary>Something may have been missed. Set by the mirror.</summary>
    public Action Missed { get; set; } = () => { };

    /// <summary>A writer has said something lately.</summary>
    public bool HearsWriter => hasHeard && time.GetElapsedTime(Volatile.Read(ref lastHeard)) < LongestSilence;

    /// <summary>Asks the writer for a room and waits for the answer, though never long. Never throws.</summary>
    public async Task<Reply> AskAsync(RoomCode code)
    {
        var question = new Question(code, RandomNumberGenerator.GetHexString(16));
        var reply = new TaskCompletionSource<Reply>(TaskCreationOptions.RunContinuationsAsynchronously);
        open[question.Id] = reply;
        try
        {
            return link.IsUp && await SendAsync(question) ? await reply.Task.WaitAsync(LongestAnswer, time) : new Reply(ReplyKind.Silence);
        }
        catch (Exception)
        {
            return new Reply(ReplyKind.Silence);
        }
        finally
        {
            open.TryRemove(question.Id, out _);
        }
    }

    /// <summary>Asks the writer for a room without waiting; the answer comes as a change. Throws when that cannot be asked.</summary>
    public Task RemindAsync(RoomCode code) => SendAsync(new Question(code, RandomNumberGenerator.GetHexString(16)));

    // Redis tells how many heard it: without a writer nobody has to wait for the answer.
    private async Task<bool> SendAsync(Question question) =>
        await link.AskAsync(database => database.PublishAsync(RedisLink.Channel(names.Questions), question.ToString())) > 0;

    private void Hear(string text)
    {
        if (!ChangeMessage.TryParse(text, out var message))
        {
            instruments.Foreign();
            return;
        }

        Volatile.Write(ref lastHeard, time.GetTimestamp());
        hasHeard = true;
        if (numbers.IsMissingSome(message))
        {
            Missed();
        }

        if (message.Kind is ChangeKind.Room or ChangeKind.Answer)
        {
            Changed(message.Code, message.Version);
        }

        if (message.Kind is ChangeKind.None)
        {
            Gone(message.Code);
        }

        if (message.Kind is ChangeKind.Answer or ChangeKind.None && open.TryGetValue(message.Question, out var reply))
        {
            reply.TrySetResult(message.Kind == ChangeKind.None ? new Reply(ReplyKind.None) : new Reply(ReplyKind.Version, message.Version));
        }
    }
}
