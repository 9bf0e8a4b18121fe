namespace Queue.Server.Storage;

/// <summary>The server cannot start; the message is one line for the operator that says what to do.</summary>
internal sealed class StartupException : Exception
{
    public StartupException(string message)
        : base(message)
    {
    }

    public StartupException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
