namespace Queue.Benchmarks.Load;

/// <summary>One connection and what it asks, one request at a time.</summary>
internal abstract class Client(Connection connection) : IDisposable
{
    public Connection Connection => connection;

    /// <summary>The next request.</summary>
    public abstract ReadOnlySpan<byte> Next();

    /// <summary>Looks at the answer; throws when it is not the one that is measured.</summary>
    public abstract void Take(Response response);

    public void Dispose() => connection.Dispose();

    protected static void Expect(int status, Response response)
    {
        if (response.Status != status)
        {
            throw new InvalidDataException($"Expected {status}, got: {response.ToString()}");
        }
    }
}

/// <summary>Asks the same again and again.</summary>
internal sealed class RepeatClient(Connection connection, byte[] request, int status) : Client(connection)
{
    public override ReadOnlySpan<byte> Next() => request;

    public override void Take(Response response) => Expect(status, response);
}
