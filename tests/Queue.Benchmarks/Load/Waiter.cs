using System.Text;

namespace Queue.Benchmarks.Load;

/// <summary>A connection on which a guest waits to be told of a change.</summary>
internal abstract class Waiter(Connection connection) : IDisposable
{
    public Connection Connection => connection;

    /// <summary>Makes it wait.</summary>
    public abstract void Arm();

    /// <summary>Looks at what came; <see langword="true"/> when it is news.</summary>
    public abstract bool Take(Response response);

    public void Dispose() => connection.Dispose();
}

/// <summary>A held poll: <c>Prefer: wait=25</c> with the tag of what the guest has.</summary>
internal sealed class LongPollWaiter : Waiter
{
    private readonly string path;
    private string tag;

    public LongPollWaiter(Connection connection, string path)
        : base(connection)
    {
        this.path = path;
        tag = connection.Ask(Requests.Get(path)).Header("ETag");
    }

    public override void Arm() => Connection.Send(Requests.Get(path, $"If-None-Match: {tag}", "Prefer: wait=25"));

    public override bool Take(Response response)
    {
        tag = response.Header("ETag");
        return response.Status == 200;
    }
}

/// <summary>A WebSocket.</summary>
internal sealed class SocketWaiter : Waiter
{
    public SocketWaiter(Connection connection, string path)
        : base(connection)
    {
        var answer = connection.Ask(Requests.Upgrade(path));
        if (answer.Status != 101)
        {
            throw new InvalidDataException($"No WebSocket: {answer.ToString()}");
        }

        // The first frame may have come along.
        connection.IsFramed = true;
        if (!connection.TryTake(out _))
        {
            connection.Receive();
        }
    }

    public override void Arm()
    {
        // It always waits.
    }

    public override bool Take(Response response) => Encoding.UTF8.GetString(response.Body).Contains("position", StringComparison.Ordinal);
}
