using Queue.Server.Metrics;
using Queue.Server.Rooms;
using Queue.Server.Snapshots;

namespace Queue.Server.Redis;

/// <summary>
/// Answers the readers. The room is read after the question was heard, so the answer is as new as the question; it is loaded when it is
/// not in memory, and it is in Redis before the answer goes out.
/// </summary>
internal sealed class WriterEar(
    RedisLink link,
    RedisNames names,
    RedisVoice voice,
    RoomDirectory directory,
    RedisSnapshotStore store,
    PartyPresence presence,
    HostPresence hosts,
    PollHealth health,
    TimeProvider time,
    RedisInstruments instruments,
    ILogger<WriterEar> logger)
    : BackgroundService
{
    private const int MaxQuestions = 100_000;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(0.25);

    private readonly CoalescedWork<Question> questions = new(time, RetryAfter);
    private int saidOther;

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        link.Hear(names.Questions, Hear);
        link.Hear(names.Changes, Notice);
        link.Hear(names.Sightings, See);
        link.Hear(names.Hosts, SeeHosts);
        link.Hear(names.Polls, Count);
        return base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        questions.RunAsync(AnswerAsync, () => link.IsUp, stoppingToken);

    private void Hear(string message)
    {
        if (!Question.TryParse(message, out var question))
        {
            instruments.Foreign();
        }
        else if (questions.Count < MaxQuestions)
        {
            questions.Add(question);
        }
    }

    private void See(string message)
    {
        foreach (var party in Sightings.Parse(message))
        {
            presence.Seen(party);
        }
    }

    private void SeeHosts(string message)
    {
        foreach (var host in Sightings.ParseHosts(message))
        {
            hosts.Seen(host);
        }
    }

    private void Count(string message)
    {
        if (PollMessage.TryParse(message, out var counts))
        {
            health.Add(counts);
        }
        else
        {
            instruments.Foreign();
        }
    }

    // Two writers under the same names would contradict each other: each says of the other's rooms that there are none.
    private void Notice(string message)
    {
        if (ChangeMessage.TryParse(message, out var change)
            && change.Kind == ChangeKind.Beat
            && !string.Equals(change.Writer, voice.Writer, StringComparison.Ordinal)
            && Interlocked.Exchange(ref saidOther, 1) == 0)
        {
            logger.AnotherWriter();
        }
    }

    // Not tried again: the reader waits only so long, and asks anew.
    private async Task AnswerAsync(Question question)
    {
        try
        {
            var room = await directory.FindAsync(question.Code, CancellationToken.None);
            if (room is null)
            {
                await SayAsync(voice.None(question));
            }
            else if (SharedSnapshot.Of(room.Current) is { } snapshot)
            {
                await store.PutAsync(snapshot);
                await SayAsync(voice.Answer(question, snapshot.Version));
            }

            instruments.Answered("answered");
        }
        catch (Exception)
        {
            // The log or Redis cannot be reached, which both say themselves.
            instruments.Answered("failed");
        }
    }

    private Task<long> SayAsync(ChangeMessage message) =>
        link.AskAsync(database => database.PublishAsync(RedisLink.Channel(names.Changes), message.ToString()));
}
