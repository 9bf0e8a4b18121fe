using System.Collections.Concurrent;

namespace Queue.Server.Tests.Processes;

/// <summary>A command that a client sent, and what it knows of its fate.</summary>
internal sealed class Sent(string code, string action, string body, string key)
{
    public string Code => code;

    public string Action => action;

    public string Body => body;

    public string Key => key;

    /// <summary>The acknowledged answer; null while the client knows nothing.</summary>
    public string? Acknowledged { get; set; }

    /// <summary>It was answered with a refusal, so it must have had no effect.</summary>
    public bool Refused { get; set; }
}

/// <summary>What the clients of a crash test wrote down, outside of the server.</summary>
internal sealed class Journal
{
    private int acknowledgements;

    public ConcurrentQueue<Sent> Commands { get; } = new();

    public int Acknowledgements => Volatile.Read(ref acknowledgements);

    public IEnumerable<Sent> Unknown => Commands.Where(sent => sent.Acknowledged is null && !sent.Refused);

    public Sent Write(string code, string action, string body)
    {
        var sent = new Sent(code, action, body, $"key-{Guid.NewGuid():N}");
        Commands.Enqueue(sent);
        return sent;
    }

    public void Acknowledge(Sent sent, string answer)
    {
        sent.Acknowledged = answer;
        Interlocked.Increment(ref acknowledgements);
    }
}
