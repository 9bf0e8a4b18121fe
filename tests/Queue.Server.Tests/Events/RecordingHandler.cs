using System.Collections.Concurrent;
using Queue.Server.Events;

namespace Queue.Server.Tests.Events;

/// <summary>Keeps what it is given, and fails as often as it is told to before that.</summary>
internal sealed class RecordingHandler(string name) : IEventHandler
{
    private int failures;

    public string Name => name;

    public ConcurrentQueue<EventMessage> Received { get; } = new();

    /// <summary>Fails the next calls.</summary>
    public int Failures
    {
        set => failures = value;
    }

    /// <summary>Fails whenever such a message is among them.</summary>
    public Func<EventMessage, bool> Refuses { get; set; } = _ => false;

    public Task HandleAsync(IReadOnlyList<EventMessage> messages, CancellationToken cancellationToken)
    {
        if (Interlocked.Decrement(ref failures) >= 0 || messages.Any(Refuses))
        {
            throw new InvalidOperationException("Told to fail.");
        }

        foreach (var message in messages)
        {
            Received.Enqueue(message);
        }

        return Task.CompletedTask;
    }
}
